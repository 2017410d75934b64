import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { reportSql } from './report.ts';
import { runSuite } from './run-suite.ts';
import { openSuite } from './suites/open-suite.ts';
import { makeNlqFolder } from './suites/test-suites.test-data.ts';

const folder = makeNlqFolder();
const home = mkdtempSync(join(tmpdir(), 'ai-etl-evals-home-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(home, { recursive: true });
});

describe.each(['postgresql', 'duckdb'] as const)(
  'a suite in the form of nlq-dev on %s',
  (engine) => {
    it('is loaded and judged by its rules', async () => {
      const suite = await openSuite({ folder, timeoutMs: 2_000, engine, home });
      try {
        const selection = { split: 'all', ids: [], databases: [], limit: null } as const;
        const judged = await runSuite(suite, selection, () => undefined);
        expect(judged.map(({ gold, verdict }) => [gold.id, verdict])).toEqual([
          ['a', 'right'],
          ['b', expect.stringMatching(/wrong|declined/u)],
          ['c', 'declined'],
          ['d', 'wrong'],
          ['e', 'left_out'],
        ]);
        expect(reportSql({ suite: 'x', split: 'all', judged })).toMatchObject({
          answerable: { asked: 2, right: 1, accuracy: 0.5 },
          by_language: { en: { asked: 1, right: 1 }, ru: { asked: 1, right: 0 } },
          by_tag: { count: { asked: 1, right: 1 } },
          must_decline: {
            asked: 2,
            right: 1,
            by_kind: { refuse: { asked: 1, right: 1 }, clarify: { asked: 1, right: 0 } },
          },
          left_out: 1,
        });
      } finally {
        await suite.close();
      }
    });

    it('cannot be written to by what it asks', async () => {
      const suite = await openSuite({ folder, timeoutMs: 5_000, engine, home });
      try {
        const database = await suite.open('nlq');
        const comments = database?.asked.catalog.tables[0]?.columns.map((one) => one.comment);
        expect(comments).toEqual([undefined, 'day of the visit', undefined]);
        expect(await database?.runner.run('DELETE FROM visits')).toMatchObject({
          kind: 'failed',
          message: expect.stringMatching(/read-only/iu),
        });
        expect(await database?.runner.run('SELECT 1; SELECT 2')).toMatchObject({ kind: 'failed' });
        expect(
          await database?.runner.run(
            "SELECT fee, now()::date + time '00:00', true, 'x' FROM visits",
          ),
        ).toMatchObject({
          kind: 'rows',
          result: {
            rows: [
              [10, expect.stringMatching(/^\d{4}-\d\d-\d\d$/u), true, 'x'],
              [20.5, expect.any(String), true, 'x'],
              [0, expect.any(String), true, 'x'],
            ],
          },
        });
        await database?.runner.close();
      } finally {
        await suite.close();
      }
    });
  },
);
