import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTable, invariant, type ProfileRequest, type TableProfile } from '@ai-etl/core';
import { openLab, type Lab } from '../../kit/contract/lab.ts';
import { clickhouseHarness } from '../../testing/clickhouse-harness.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab(clickhouseHarness);
});
afterAll(() => lab?.close());

async function profile(name: string, asked: Partial<ProfileRequest> = {}): Promise<TableProfile> {
  const table = findTable(await lab.session.catalog(), { schema: lab.database.schema, name });
  invariant(table !== undefined && lab.session.profile !== undefined, `${name} can be profiled`);
  const request = { sampleRows: 1000, exact: false, topValues: 10, timeoutMs: 60_000 };
  return lab.session.profile({ table, ...request, ...asked });
}

describe('a profile of ClickHouse', () => {
  it('uses the sampling key of a table that has one', async () => {
    await lab.database.execute(
      'CREATE TABLE keyed (id UInt64) ENGINE = MergeTree ORDER BY sipHash64(id) SAMPLE BY sipHash64(id)',
    );
    await lab.database.execute('INSERT INTO keyed SELECT number FROM numbers(200000)');
    const found = await profile('keyed');
    expect(found.sample.method).toBe('sampling_key');
    expect(found.sample.rows).toBeGreaterThan(900);
    expect(found.sample.rows).toBeLessThanOrEqual(1000);
    expect(found.rows).toEqual({ count: 200_000, exact: true });
    expect(await profile('keyed')).toEqual(found);
  });

  it('looks into some granules of a large table, spread over all of it', async () => {
    await lab.database.execute(
      'CREATE TABLE long (id UInt64, word String) ENGINE = MergeTree ORDER BY id',
    );
    await lab.database.execute("INSERT INTO long SELECT number, 'x' FROM numbers(3000000)");
    const found = await profile('long');
    expect(found.sample).toMatchObject({ method: 'blocks', rows: 1000 });
    const { values } = found.columns[0] ?? {};
    expect(Number(values?.min)).toBeLessThan(100_000);
    expect(Number(values?.max)).toBeGreaterThan(2_900_000);
  });

  it('tells the layout: order, partitions, the last write', async () => {
    await lab.database.execute(
      'CREATE TABLE laid (`a b` Int32, at DateTime, n Int32) ENGINE = ReplacingMergeTree PARTITION BY toYYYYMM(at) ORDER BY (`a b`, toDate(at))',
    );
    await lab.database.execute("INSERT INTO laid VALUES (1, '2024-01-26 10:00:00', 2)");
    const found = await profile('laid');
    expect(found).toMatchObject({
      partitionKey: 'toYYYYMM(at)',
      sortedBy: ['`a b`', 'toDate(at)'],
      rows: { count: 1, exact: true },
    });
    expect(Math.abs(Date.parse(found.lastWrittenAt ?? '') - Date.now())).toBeLessThan(600_000);
  });

  it('leaves out what is no value, and says so', async () => {
    await lab.database.execute(
      'CREATE TABLE states (k Int32, s AggregateFunction(uniq, String)) ENGINE = AggregatingMergeTree ORDER BY k',
    );
    await lab.database.execute(
      "INSERT INTO states SELECT number, uniqState('x') FROM numbers(5) GROUP BY number",
    );
    const found = await profile('states');
    expect(found.missing).toEqual([
      { what: 'statistics of column "s"', why: expect.stringContaining('state of an aggregate') },
    ]);
    expect(found.columns[0]).toMatchObject({ nulls: 0, values: { max: '4' } });
    expect(found.columns[1]).toMatchObject({ nulls: null, values: null, frequencies: null });
  });

  it('shows instants in UTC whatever zone the column has, and takes tables without parts', async () => {
    await lab.database.execute("CREATE TABLE zoned (at DateTime('Asia/Tokyo')) ENGINE = Memory");
    await lab.database.execute(
      "INSERT INTO zoned VALUES ('2024-01-26 10:00:00'), ('2024-01-26 12:00:00')",
    );
    const [column] = (await profile('zoned')).columns;
    expect(column?.values).toMatchObject({
      min: '2024-01-26 01:00:00.000000',
      max: '2024-01-26 03:00:00.000000',
      mean: '2024-01-26 02:00:00.000000',
      stddev: expect.closeTo(5091.17, 1),
    });
    expect(column?.frequencies?.top.map((one) => one.value).toSorted()).toEqual([
      '2024-01-26 01:00:00.000000',
      '2024-01-26 03:00:00.000000',
    ]);
  });

  it('refuses to write, whatever is described, sampled or explained', async () => {
    await lab.database.execute('CREATE TABLE target (n Int32) ENGINE = Memory');
    const { session } = lab;
    const evil = "SELECT 1 AS n FROM url('http://127.0.0.1:1/', 'CSV', 'n Int32')";
    await expect(session.describe(') INSERT INTO target VALUES (1')).rejects.toThrow();
    await expect(session.sample({ sql: evil, limit: 1, timeoutMs: 1000 })).rejects.toThrow();
    expect(await lab.database.rows('SELECT count() FROM target')).toEqual([['0']]);
  });
});
