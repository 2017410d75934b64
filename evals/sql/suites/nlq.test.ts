import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openSuite } from './open-suite.ts';
import { makeNlqFolder } from './test-suites.test-data.ts';

const folder = makeNlqFolder();
afterAll(() => rmSync(folder, { recursive: true }));

async function heldOutWith(marker: string): Promise<string> {
  writeFileSync(join(folder, 'suite.json'), marker);
  const suite = await openSuite({ folder, timeoutMs: 1_000, engine: 'duckdb', home: folder });
  await suite.close();
  return suite.heldOut;
}

describe('suite.json', () => {
  it('holds a suite out', async () => {
    expect(await heldOutWith('{"heldOut": true}')).toBe('all');
    expect(await heldOutWith('{"heldOut": false}')).toBe('none');
  });

  it.each(['{"heldOut": "yes"}', '{"held_out": true}', 'true', ''])(
    'is refused when it says %j',
    async (marker) => {
      await expect(heldOutWith(marker)).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        message: expect.stringContaining('suite.json'),
      });
    },
  );
});
