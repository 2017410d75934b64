import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schema, Write } from '@ai-etl/core';
import { append, openLab, replace, stageTable, type Lab } from '../kit/contract/lab.ts';
import { clickhouseHarness } from '../testing/clickhouse-harness.ts';

const columns: Schema = [
  { name: 'id', type: { kind: 'int64' }, nullable: false },
  { name: 'note', type: { kind: 'text' }, nullable: true },
];
const merge: Write = { mode: 'merge', keys: ['id'], on_delete: 'keep' };
const { signal } = new AbortController();

let lab: Lab;
beforeAll(async () => {
  lab = await openLab(clickhouseHarness);
});
afterAll(() => lab.close());

/** A table of ids 1 to 5, and a staged load of id 100. */
async function stage(name: string, write: Write) {
  await lab.database.execute(
    `CREATE TABLE ${name} (id Int64, note Nullable(String)) ENGINE = MergeTree ORDER BY id`,
  );
  await lab.database.execute(`INSERT INTO ${name} SELECT number + 1, 'old' FROM numbers(5)`);
  const { staging } = await stageTable(lab, lab.session, { name, columns, write });
  const { rows } = await staging.write(Readable.from([Buffer.from('100\tnew\n')]), signal);
  return (fence: () => Promise<void>) => staging.publish({ expectedRows: rows, fence, signal });
}

async function ids(name: string): Promise<string | null | undefined> {
  const rows = await lab.database.rows(
    `SELECT arrayStringConcat(arraySort(groupArray(id)), ',') FROM ${name}`,
  );
  return rows[0]?.[0];
}

const settings = 'SETTINGS mutations_sync = 2';

describe('a ClickHouse table that others change while it is published', () => {
  it.each([
    ['deletes', 'DELETE FROM t WHERE id = 5', '1,2,3,4,100', '1,2,3,4'],
    ['mutations', `ALTER TABLE t DELETE WHERE id = 5 ${settings}`, '1,2,3,4,100', '1,2,3,4'],
    ['a truncation', 'TRUNCATE TABLE t', '100', ''],
  ])('keeps %s', async (what, sql, appended, merged) => {
    for (const [mode, write, left] of [
      ['append', append, appended],
      ['merge', merge, merged],
    ] as const) {
      const name = `${mode}_${what.replaceAll(' ', '_')}`;
      const publish = await stage(name, write);
      const outcome = await publish(() => lab.database.execute(sql.replace(' t', ` ${name}`))).then(
        () => 'published',
        (error: unknown) => error,
      );
      if (mode === 'merge') expect(outcome).toMatchObject({ code: 'TARGET_CONFLICT' });
      else expect(outcome).toBe('published');
      expect(await ids(name)).toBe(left);
    }
  });

  it.each([
    ['replace', replace],
    ['append', append],
    ['merge', merge],
  ] as const)('keeps a column that was added (%s)', async (mode, write) => {
    const name = `column_${mode}`;
    const publish = await stage(name, write);
    const alter = `ALTER TABLE ${name} ADD COLUMN extra Int64 DEFAULT 7`;
    await expect(publish(() => lab.database.execute(alter))).rejects.toMatchObject({
      code: expect.stringMatching(/TARGET_CONFLICT|QUERY_FAILED/),
    });
    expect(await lab.database.rows(`SELECT sum(extra) FROM ${name}`)).toEqual([['35']]);
  });

  it.each([
    ['append', append],
    ['merge', merge],
  ] as const)(
    'keeps the rows of an insert that began before and ends after (%s)',
    async (mode, write) => {
      const name = `insert_${mode}`;
      const publish = await stage(name, write);
      const slow = `INSERT INTO ${name} SELECT 200 + number, 'other' FROM numbers(6) WHERE sleepEachRow(0.5) = 0 /* ${mode} slow */`;
      let inserted: Promise<void> | undefined;
      await publish(async () => {
        inserted = lab.database.execute(slow);
        await expect.poll(() => lab.database.running(`${mode} slow`)).toBeGreaterThan(0);
      });
      await inserted;
      expect(await ids(name)).toBe('1,2,3,4,5,100,200,201,202,203,204,205');
    },
  );

  it('does not wait for readers of the table it replaces', async () => {
    const publish = await stage('long_read', replace);
    const endless = `SELECT count() AS slow_reader FROM numbers(1000000000000) AS n, long_read AS l
      WHERE sipHash64(n.number, l.id) = 0 SETTINGS max_threads = 1`;
    let read: Promise<unknown> | undefined;
    await publish(async () => {
      read = lab.database.execute(endless).catch(() => undefined);
      await expect.poll(() => lab.database.running('slow_reader')).toBeGreaterThan(0);
    });
    expect(await lab.database.running('slow_reader')).toBeGreaterThan(0);
    await lab.database.kill('slow_reader');
    await read;
    expect(await ids('long_read')).toBe('100');
  });
});
