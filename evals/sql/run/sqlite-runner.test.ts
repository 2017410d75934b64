import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqliteRunner } from './sqlite-runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'ai-etl-evals-'));
const path = join(folder, 'cats.sqlite');

beforeAll(() => {
  const database = new DatabaseSync(path);
  database.exec(`CREATE TABLE cat (id INTEGER PRIMARY KEY, name TEXT, weight REAL);
    INSERT INTO cat VALUES (1, 'Tom', 4.5), (2, 'Mia', NULL), (9007199254740993, 'Big', 1)`);
  database.close();
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Counts for longer than anybody waits. */
const endless =
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE i < 0';

describe('queries of a SQLite file', { timeout: 90_000 }, () => {
  it('give rows, with "text" in double quotes as everybody reads it', async () => {
    const runner = sqliteRunner(path, 20_000);
    try {
      expect(await runner.run('SELECT id, name AS n, weight FROM cat WHERE name <> "Mia"')).toEqual(
        {
          kind: 'rows',
          result: {
            columns: ['id', 'n', 'weight'],
            rows: [
              [1, 'Tom', 4.5],
              ['9007199254740993', 'Big', 1],
            ],
          },
        },
      );
    } finally {
      await runner.close();
    }
  });

  it('cannot write, and say what fails', async () => {
    const runner = sqliteRunner(path, 20_000);
    try {
      expect(await runner.run('DELETE FROM cat')).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('readonly'),
      });
      expect(await runner.run('SELECT nobody FROM cat')).toMatchObject({ kind: 'failed' });
      expect(await runner.run('SELECT count(*) FROM cat')).toMatchObject({ kind: 'rows' });
    } finally {
      await runner.close();
    }
  });

  it('are killed when they take too long, and the next one runs', async () => {
    const runner = sqliteRunner(path, 1_500);
    try {
      expect(await runner.run(endless)).toEqual({ kind: 'timed_out' });
      expect(await runner.run('SELECT 1')).toMatchObject({ kind: 'rows' });
    } finally {
      await runner.close();
    }
  });
});
