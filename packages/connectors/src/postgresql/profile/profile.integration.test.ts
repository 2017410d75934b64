import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTable, invariant, type ProfileRequest, type TableProfile } from '@ai-etl/core';
import { openLab, type Lab } from '../../kit/contract/lab.ts';
import { postgresqlHarness } from '../../testing/postgresql-harness.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab(postgresqlHarness);
});
afterAll(() => lab?.close());

async function profile(name: string, asked: Partial<ProfileRequest> = {}): Promise<TableProfile> {
  const table = findTable(await lab.session.catalog(), { schema: lab.database.schema, name });
  invariant(table !== undefined && lab.session.profile !== undefined, `${name} can be profiled`);
  const request = { sampleRows: 1000, exact: false, topValues: 10, timeoutMs: 60_000 };
  return lab.session.profile({ table, ...request, ...asked });
}

describe('a profile of PostgreSQL', () => {
  it('reads some pages of a large table only, and takes its ends from an index', async () => {
    await lab.database.execute(`
      CREATE TABLE large (id bigint PRIMARY KEY, filler text NOT NULL);
      INSERT INTO large SELECT n, repeat('x', 300) FROM generate_series(1, 250000) AS n`);
    const before = await pagesRead('large');
    const found = await profile('large');
    expect(found.sample).toMatchObject({ method: 'blocks' });
    expect(found.sample.rows).toBeGreaterThan(500);
    expect(found.columns[0]?.wholeRange).toEqual({ min: '1', max: '250000' });
    expect(Math.abs((found.rows.count ?? 0) - 250_000)).toBeLessThan(25_000);
    expect(found.rows.exact).toBe(false);
    expect(found.indexes).toEqual([{ columns: ['id'], unique: true, partial: false }]);
    expect(found.sizeBytes).toBeGreaterThan(64 * 1024 * 1024);
    // A scan reads some 10,000 pages.
    expect((await pagesRead('large')) - before).toBeLessThan(3000);
  });

  it('samples a partitioned table over all its parts', async () => {
    await lab.database.execute(`
      CREATE TABLE parted (at date NOT NULL, n int) PARTITION BY RANGE (at);
      CREATE TABLE parted_a PARTITION OF parted FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
      CREATE TABLE parted_b PARTITION OF parted FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
      INSERT INTO parted SELECT date '2024-01-01' + n % 59, n FROM generate_series(1, 20000) AS n;
      ANALYZE parted`);
    const found = await profile('parted');
    expect(found).toMatchObject({
      partitionKey: 'RANGE (at)',
      rows: { count: 20_000, exact: true },
      sample: { method: 'rows', rows: expect.any(Number) },
    });
    expect(found.sizeBytes).toBeGreaterThan(100_000);
    expect(found.columns[0]?.frequencies?.distinct).toBeGreaterThan(50);
  });

  it.each([
    [
      'a materialized view',
      'CREATE MATERIALIZED VIEW matter AS SELECT n FROM generate_series(1, 20) AS n',
      'matter',
    ],
    [
      'a table nobody analysed',
      'CREATE TABLE raw AS SELECT n FROM generate_series(1, 20) AS n',
      'raw',
    ],
  ])('counts %s', async (_, sql, name) => {
    await lab.database.execute(sql);
    expect((await profile(name)).rows).toEqual({ count: 20, exact: true });
  });

  it('leaves infinity and NaN out of figures, and counts them', async () => {
    await lab.database.execute(`
      CREATE TABLE odd (d date, t timestamptz, f double precision, n numeric, huge double precision);
      INSERT INTO odd VALUES ('infinity', '-infinity', 'NaN', 'NaN', 1e308), ('2024-01-26', '2024-01-26', 2, 3, 1e308), (NULL, NULL, 'Infinity', 5, 1e308)`);
    const found = await profile('odd');
    expect(found.missing).toEqual([]);
    expect(found.columns).toMatchObject([
      {
        nulls: 1,
        values: { min: '2024-01-26', max: '2024-01-26', mean: '2024-01-26', notFinite: 1 },
      },
      { nulls: 1, values: { max: '2024-01-26 00:00:00+00', notFinite: 1 } },
      { nulls: 0, values: { min: '2', max: '2', notFinite: 2 } },
      { nulls: 0, values: { min: '3', max: '5', notFinite: 1 } },
      { nulls: 0, values: { min: '1e+308', stddev: 0, notFinite: 0 } },
    ]);
  });

  it('does not know a spread that no float holds', async () => {
    await lab.database.execute(
      'CREATE TABLE extremes AS SELECT * FROM (VALUES (-1.7e308::float8), (1.7e308)) AS v (f)',
    );
    const found = await profile('extremes');
    expect(found.missing).toEqual([]);
    expect(found.columns[0]?.values).toMatchObject({ max: '1.7e+308', stddev: null });
  });

  it('cannot be made to write by a table that does', async () => {
    await lab.database.execute(`
      CREATE TABLE log (n int);
      CREATE FUNCTION spy() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (1); RETURN 1; END $$;
      CREATE VIEW trap AS SELECT spy() AS n`);
    const found = await profile('trap');
    expect(found.missing.map((one) => one.what)).toContain('statistics of "n"');
    expect(await lab.database.rows('SELECT count(*) FROM log')).toEqual([['0']]);
  });

  it('reads fewer rows when they are very wide, and says so', async () => {
    await lab.database.execute(`
      CREATE TABLE wide (id int, body text);
      ALTER TABLE wide ALTER body SET STORAGE EXTERNAL;
      INSERT INTO wide SELECT n, repeat('x', 300000) FROM generate_series(1, 700) AS n`);
    const found = await profile('wide', { sampleRows: 690 });
    expect(found.sample.rows).toBeLessThan(500);
    expect(found.missing).toEqual([
      { what: 'rows of the sample', why: expect.stringContaining('kB on average') },
    ]);
    expect(found.columns[1]?.values?.length).toEqual({ min: 300_000, max: 300_000, mean: 300_000 });
  });
});

/** Pages of a table that were asked for since it was made. */
async function pagesRead(table: string): Promise<number> {
  const sql = `SELECT pg_stat_force_next_flush(), heap_blks_read + heap_blks_hit FROM pg_statio_user_tables WHERE relname = '${table}'`;
  await lab.database.rows(sql);
  const [row] = await lab.database.rows(sql);
  return Number(row?.[1] ?? 0);
}
