import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant, type Schema, type Write } from '@ai-etl/core';
import {
  append,
  copyQuery,
  loadText,
  lookUp,
  newKey,
  openLab,
  replace,
  stageTable,
  type Lab,
} from '../kit/contract/lab.ts';
import { clickhouseHarness } from '../testing/clickhouse-harness.ts';

const columns: Schema = [
  { name: 'id', type: { kind: 'int64' }, nullable: false },
  { name: 'word', type: { kind: 'text' }, nullable: true },
];
const merge: Write = { mode: 'merge', keys: ['id'], on_delete: 'keep' };
const { signal } = new AbortController();

describe('publishing into ClickHouse', () => {
  let opened: Lab | undefined;
  const lab = (): Lab => {
    invariant(opened !== undefined, 'the lab is open while tests run');
    return opened;
  };
  beforeAll(async () => {
    opened = await openLab(clickhouseHarness);
  });
  afterAll(() => opened?.close());
  const execute = (sql: string): Promise<void> => lab().database.execute(sql);
  const one = async (sql: string): Promise<string | null | undefined> =>
    (await lab().database.rows(sql))[0]?.[0];

  it.each([replace, append, merge])(
    'keeps what the user made of the table ($mode)',
    async (write) => {
      const name = `kept_${write.mode}`;
      await execute(
        `CREATE TABLE ${name} (id Int64 CODEC(ZSTD(3)), word Nullable(String) COMMENT 'said', INDEX words word TYPE bloom_filter GRANULARITY 1)
       ENGINE = ReplacingMergeTree PARTITION BY id % 3 ORDER BY id TTL toDate('2100-01-01') + toIntervalDay(id % 10) SETTINGS index_granularity = 1024 COMMENT 'it''s mine'`,
      );
      await execute(`INSERT INTO ${name} (id, word) VALUES (1, 'a'), (2, 'b'), (3, 'c')`);
      const shape = `SELECT replaceAll(create_table_query, comment, '') FROM system.tables WHERE database = currentDatabase() AND name = '${name}'`;
      const before = await one(shape);
      for (const text of ['2\tzwei\n', '4\tvier\n']) {
        await loadText(lab(), { name, columns, write, text });
      }
      const strip = (sql: string | null | undefined): string | undefined =>
        sql?.replace(/ COMMENT '[^']*'$/s, '').replace(/ COMMENT .*$/s, '');
      expect(strip(await one(shape))).toBe(strip(before));
      const table = await lookUp(lab().session, { schema: lab().database.schema, name });
      expect(table?.comment).toBe("it's mine");
      expect(table?.columns.find((column) => column.name === 'word')?.comment).toBe('said');
      const ids = { replace: '4', append: '1,2,2,3,4', merge: '1,2,3,4', scd2: '' }[write.mode];
      expect(
        await one(
          `SELECT arrayStringConcat(arraySort(groupArray(toString(id))), ',') FROM ${name}`,
        ),
      ).toBe(ids);
    },
  );

  it('remembers publications after the user changed the comment in between', async () => {
    const name = 'commented';
    const key = newKey();
    await loadText(lab(), { name, columns, key, text: '1\ta\n' });
    const marker = await one(
      `SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = '${name}'`,
    );
    expect(marker).toContain(key.runId);
    await loadText(lab(), { name, columns, write: append, text: '2\tb\n' });
    expect(await lab().session.loader.publication({ name }, key)).toMatchObject({ rows: '1' });
  });

  it('keeps moments in columns of another zone, whether rows are sent or filled', async () => {
    const name = 'zones';
    await execute(
      `CREATE TABLE ${name} (at DateTime64(6, 'Europe/Berlin')) ENGINE = MergeTree ORDER BY at`,
    );
    const moment: Schema = [{ name: 'at', type: { kind: 'timestamptz' }, nullable: false }];
    const sql = "SELECT toDateTime64('2024-06-01 12:00:00.5', 6, 'UTC') AS at";
    for (const inside of [false, true]) {
      const copied = await copyQuery(lab(), lab(), { name, columns: moment, sql, inside });
      expect(copied.target).toEqual(copied.source);
      expect(await one(`SELECT toString(at, 'UTC') FROM ${name}`)).toBe(
        '2024-06-01 12:00:00.500000',
      );
    }
  });

  it('loses no row that others insert while it appends', async () => {
    const name = 'busy';
    await loadText(lab(), { name, columns, text: '0\tzero\n' });
    const done = new AbortController();
    let inserted = 0;
    const others = (async () => {
      while (!done.signal.aborted) {
        await execute(`INSERT INTO ${name} VALUES (${1000 + inserted}, 'other')`);
        inserted += 1;
      }
    })();
    let published = 0;
    try {
      for (let round = 0; round < 8; round += 1) {
        const loading = loadText(lab(), { name, columns, write: append, text: `${round}\tours\n` });
        published += await loading.then(
          () => 1,
          (error: unknown) => {
            expect(error).toMatchObject({ code: 'TARGET_CONFLICT', retryable: true });
            return 0;
          },
        );
      }
    } finally {
      done.abort();
      await others;
    }
    expect(await one(`SELECT count() FROM ${name} WHERE word = 'other'`)).toBe(String(inserted));
    expect(await one(`SELECT count() FROM ${name} WHERE word = 'ours'`)).toBe(String(published));
  });

  it('keeps rows that others insert between the clone and the swap', async () => {
    const name = 'between';
    await loadText(lab(), { name, columns, text: '0\tzero\n' });
    const { staging } = await stageTable(lab(), lab().session, { name, columns, write: append });
    await staging.write(Readable.from([Buffer.from('1\tours\n')]), signal);
    const fence = () => execute(`INSERT INTO ${name} VALUES (2, 'other')`);
    await staging.publish({ expectedRows: 1n, fence, signal });
    expect(
      await one(`SELECT arrayStringConcat(arraySort(groupArray(toString(id))), ',') FROM ${name}`),
    ).toBe('0,1,2');
  });

  it('gives way when somebody replaces the table between the clone and the swap', async () => {
    const name = 'replaced';
    await loadText(lab(), { name, columns, text: '0\tzero\n' });
    const key = newKey();
    const { staging } = await stageTable(lab(), lab().session, {
      name,
      columns,
      key,
      write: append,
    });
    await staging.write(Readable.from([Buffer.from('1\tours\n')]), signal);
    const fence = async () => {
      await loadText(lab(), { name, columns, text: '9\ttheirs\n' });
    };
    await expect(staging.publish({ expectedRows: 1n, fence, signal })).rejects.toMatchObject({
      code: 'TARGET_CONFLICT',
    });
    await staging.discard();
    expect(await one(`SELECT toString(groupArray(id)) FROM ${name}`)).toBe('[9]');
    expect(await lab().session.loader.publication({ name }, key)).toBeNull();
  });

  it('refuses a database whose tables cannot be exchanged', async () => {
    const database = `${lab().database.schema}_memory`;
    await execute(`CREATE DATABASE ${database} ENGINE = Memory`);
    try {
      const session = await lab().open({ ...lab().database.settings, database });
      const there: Lab = { ...lab(), session, database: { ...lab().database, schema: database } };
      await expect(stageTable(there, session, { name: 't', columns })).rejects.toMatchObject({
        code: 'PLAN_INVALID',
      });
    } finally {
      await execute(`DROP DATABASE ${database} SYNC`);
    }
  });
});
