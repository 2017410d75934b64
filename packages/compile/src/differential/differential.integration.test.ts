import type { DialectName } from '@ai-etl/core';
import { acquireTestServers, isMariadbTestable } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenCases } from '../golden/cases.ts';
import { expressionCase, programOf, queryOf, type GoldenCase } from '../golden/golden-case.ts';
import { canonicalRows } from './canonical.ts';
import { openClickhouseRows, type ClickhouseRows } from './clickhouse-rows.ts';
import { openDuckdbRows, type DuckdbRows } from './duckdb-rows.ts';
import { openMysqlRows, type MysqlRows } from './mysql-rows.ts';
import { openPostgresqlRows, type PostgresqlRows } from './postgresql-rows.ts';
import { randomCases } from './random-expressions.ts';
import { openSqliteRows, type SqliteRows } from './sqlite-rows.ts';
import { isPythonReady, runPandas, type PandasOutcome } from './run-pandas.ts';

/** Random ones too: RANDOM_SEED=n tries others. */
const cases = [...goldenCases, ...randomCases(Number(process.env['RANDOM_SEED'] ?? 1), 40)];

const sourceOf: Readonly<Record<string, string>> = { odd: 'odd "name"' };

function inputsOf(one: GoldenCase): Readonly<Record<string, string>> {
  const steps = new Set(one.steps.map(({ id }) => id));
  const sources = one.steps.flatMap((step) => step.inputs.filter((id) => !steps.has(id)));
  return Object.fromEntries(sources.map((id) => [id, sourceOf[id] ?? id]));
}

/** Values that do not fit: every system must fail, none may change them. */
const failing = [
  "CAST(concat(s, '2024-02-30') AS date)",
  "CAST(concat('2024-02-3', '0') AS date)",
  "CAST(concat('', '') AS int64)",
  "CAST(concat('12', 'x') AS int32)",
  "CAST(concat('', '1.5') AS int32)",
  'CAST(id * 10000 AS int16)',
  'CAST(n AS int16)',
  'CAST(id * 10 AS decimal(3,1))',
  'CAST(d AS decimal(6,2))',
  "CAST(concat('12345', '.6') AS decimal(5,2))",
  "CAST(concat('y', 'up') AS bool)",
  "CAST(concat('not', ' a uuid') AS uuid)",
  "CAST(concat('2024-01-01 25', ':00:00') AS timestamp)",
  'n * n * n',
  '-(n - n - 9223372036854775807 - 1)',
].map((expression, index) => expressionCase(`failing-${index}`, expression));

/** DIALECT_UNSUPPORTED by choice; each golden file shows the diagnostic. */
const refusedByClickhouse = ['cast-float-to-text', 'cast-float-to-decimal', 'step-join-inequality'];

const refusedByMysql = ['cast-float-to-text', 'step-aggregate-lists', 'step-aggregate-quantiles'];
const refusedBySqlite = ['step-aggregate-lists', 'step-aggregate-quantiles'];

/** Rows that MySQL cannot compute: the query fails, as it must. */
const failsOnMysql = ['time-zones'];

/** Every golden case on the same hostile rows, computed by each system. PostgreSQL is the reference. */
describe('the same rows from PostgreSQL, ClickHouse, DuckDB, MariaDB, SQLite and pandas', () => {
  let postgresql: PostgresqlRows;
  let clickhouse: ClickhouseRows;
  let duckdb: DuckdbRows;
  let mysql: MysqlRows | undefined;
  let sqlite: SqliteRows;
  let pandas: Readonly<Record<string, PandasOutcome>> = {};
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const servers = await acquireTestServers();
    const database = await servers.postgres.createDatabase();
    closers.push(() => database.drop());
    postgresql = await openPostgresqlRows(database.url);
    closers.push(() => postgresql.close());
    const warehouse = await servers.clickhouse.createDatabase();
    closers.push(() => warehouse.drop());
    clickhouse = await openClickhouseRows(warehouse);
    duckdb = await openDuckdbRows();
    closers.push(async () => duckdb.close());
    if (isMariadbTestable()) {
      const shop = await servers.mariadb.createDatabase();
      closers.push(() => shop.drop());
      mysql = await openMysqlRows(shop.url, shop.name);
      closers.push(async () => mysql?.close());
    }
    sqlite = openSqliteRows();
    closers.push(async () => sqlite.close());
    if (isPythonReady()) {
      pandas = await runPandas(
        [...cases, ...failing].map((one) => ({
          name: one.name,
          code: programOf(one, 'postgresql'),
          inputs: inputsOf(one),
        })),
      );
    }
  });

  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
  });

  async function reference(one: GoldenCase) {
    const result = queryOf(one, 'postgresql');
    if (!('query' in result)) expect.fail(`PostgreSQL cannot: ${JSON.stringify(result)}`);
    const { sql, columns } = result.query;
    return { columns, rows: canonicalRows(await postgresql.query(sql), columns) };
  }

  async function expectSame(one: GoldenCase, dialect: DialectName, rows: DuckdbRows | SqliteRows) {
    const expected = await reference(one);
    const result = queryOf(one, dialect);
    if (!('query' in result)) expect.fail(`${dialect} cannot: ${JSON.stringify(result)}`);
    const found = await rows.query(result.query.sql);
    expect(canonicalRows(found, expected.columns)).toEqual(expected.rows);
  }

  const named = cases.map((one) => [one.name, one] as const);

  it.each(named)('ClickHouse: %s', async (name, one) => {
    const expected = await reference(one);
    const result = queryOf(one, 'clickhouse');
    if (!('query' in result)) {
      expect(refusedByClickhouse).toContain(name);
      return;
    }
    const rows = await clickhouse.query(result.query.sql);
    expect(canonicalRows(rows, expected.columns)).toEqual(expected.rows);
  });

  it.each(named)('DuckDB: %s', async (_name, one) => {
    await expectSame(one, 'duckdb', duckdb);
  });

  it.each(named)('SQLite: %s', async (name, one) => {
    if (refusedBySqlite.includes(name)) {
      expect(queryOf(one, 'sqlite')).toHaveProperty('diagnostics');
      return;
    }
    await expectSame(one, 'sqlite', sqlite);
  });

  if (!isMariadbTestable()) process.stderr.write('Skipped: MariaDB is not installed.\n');
  const mysqlTest = it.skipIf(!isMariadbTestable());

  mysqlTest.each(named)('MariaDB: %s', async (name, one) => {
    const expected = await reference(one);
    const result = queryOf(one, 'mysql');
    if (!('query' in result)) {
      expect(refusedByMysql, JSON.stringify(result)).toContain(name);
      return;
    }
    if (failsOnMysql.includes(name)) {
      await expect(mysql?.query(result.query.sql)).rejects.toThrow('out of range');
      return;
    }
    const rows = await mysql?.query(result.query.sql);
    expect(canonicalRows(rows ?? [], expected.columns)).toEqual(expected.rows);
  });

  if (!isPythonReady() && process.env['CI'] === undefined) {
    process.stderr.write('Skipped: no .cache/python, run scripts/python-env.mjs.\n');
  }
  const pandasTest = it.skipIf(!isPythonReady() && process.env['CI'] === undefined);

  pandasTest.each(named)('pandas: %s', async (name, one) => {
    const expected = await reference(one);
    const outcome = pandas[name] ?? { error: 'the program did not run' };
    if ('error' in outcome) expect.fail(outcome.error);
    expect(outcome.columns).toEqual(expected.columns.map((column) => column.name));
    expect(canonicalRows(outcome.rows, expected.columns)).toEqual(expected.rows);
  });

  const doomed = failing.map((one) => [JSON.stringify(one.steps[0]), one] as const);

  it.each(doomed)('fails rather than change a value: %s', async (_text, one) => {
    for (const [dialect, server] of [
      ['postgresql', postgresql],
      ['clickhouse', clickhouse],
      ['duckdb', duckdb],
      ...(mysql === undefined ? [] : ([['mysql', mysql]] as const)),
      ['sqlite', sqlite],
    ] as const) {
      const result = queryOf(one, dialect);
      if (!('query' in result)) expect.fail(`${dialect}: ${JSON.stringify(result)}`);
      await expect(server.query(result.query.sql), dialect).rejects.toThrow();
    }
    if (isPythonReady()) expect(pandas[one.name]).toHaveProperty('error');
  });
});
