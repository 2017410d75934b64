import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkGold } from './suites/check-gold.ts';

const home = mkdtempSync(join(tmpdir(), 'ai-etl-evals-home-'));
afterAll(() => rmSync(home, { recursive: true }));

// A Sunday late in a quarter, so that "this week" and "this month" hold rows.
const day = '2026-11-29';

describe.each([
  'academy',
  'clinic',
  'freight',
  'hotels',
  'marketplace',
  'subscriptions',
  'utility',
])('the suite %s', (name) => {
  it('has gold queries with the same rows on PostgreSQL and DuckDB, told from wrong readings', async () => {
    const folder = join(import.meta.dirname, '..', 'suites', name);
    expect(await checkGold({ folder, day, home })).toEqual([]);
  });
});
