import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { reportSql } from './report.ts';
import { runSuite, type Selection } from './run-suite.ts';
import { openSuite } from './suites/open-suite.ts';
import { makeSpiderFolder } from './suites/test-suites.test-data.ts';

const folder = makeSpiderFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const everything: Selection = { split: 'all', ids: [], databases: [], limit: null };

async function judge(selection: Partial<Selection>, timeoutMs = 2_000) {
  const suite = await openSuite({ folder, timeoutMs, engine: 'postgresql', home: folder });
  try {
    return await runSuite(suite, { ...everything, ...selection }, () => undefined);
  } finally {
    await suite.close();
  }
}

describe('a suite in the form of Spider', { timeout: 90_000 }, () => {
  it('leaves out what cannot be judged, and counts it', async () => {
    const judged = await judge({});
    expect(judged.map(({ gold, verdict }) => [gold.id, verdict])).toEqual([
      ['spider-0', 'right'],
      ['spider-1', 'wrong'],
      ['spider-2', 'left_out'],
      ['spider-3', 'left_out'],
      ['spider-4', 'declined'],
      ['spider-5', 'left_out'],
    ]);
    expect(judged.map((one) => one.trouble)).toEqual([
      null,
      null,
      'it took longer than the limit',
      'no such table: plants',
      null,
      'its database is not there',
    ]);
    const report = reportSql({ suite: 'x', split: 'all', judged });
    expect(report).toMatchObject({
      databases: 1,
      left_out: 3,
      answerable: { asked: 3, right: 1, wrong: 1, declined: 1, failed: 0, accuracy: 0.3333 },
      by_difficulty: { easy: { asked: 2, right: 1 }, medium: { asked: 1, declined: 1 } },
    });
  });

  it('asks only what is chosen', async () => {
    expect((await judge({ ids: ['spider-1'] })).map((one) => one.gold.id)).toEqual(['spider-1']);
    expect(await judge({ databases: ['nowhere'] })).toEqual([]);
    expect(await judge({ limit: 1 })).toHaveLength(1);
    const halves = [await judge({ split: 'dev' }), await judge({ split: 'held-out' })];
    expect(halves.map((one) => new Set(one.map(({ gold }) => gold.database)))).toEqual([
      new Set(['zoo']),
      new Set(['database_0']),
    ]);
  });

  it('refuses a folder of no known kind', async () => {
    await expect(
      openSuite({ folder: import.meta.dirname, timeoutMs: 1, engine: 'postgresql', home: folder }),
    ).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });
});
