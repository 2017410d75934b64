import { parseSpec, resolveSpec, type DialectName, type Schema } from '@ai-etl/core';
import { acquireTestServers, isMariadbTestable } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileSourceQuery } from '../compile-source-query.ts';
import { compileSqlStep } from '../compile-sql-step.ts';
import { goldenBinding } from '../golden/golden-case.ts';
import { goldenConnection, goldenEnvironment } from '../golden/tables.ts';
import { loadUserSqlParser } from '../user-sql/parser.ts';
import { canonicalRows } from './canonical.ts';
import { openClickhouseRows } from './clickhouse-rows.ts';
import { openDuckdbRows } from './duckdb-rows.ts';
import type { Cell } from './hostile-rows.ts';
import { openMysqlRows } from './mysql-rows.ts';
import { openPostgresqlRows } from './postgresql-rows.ts';
import { openSqliteRows } from './sqlite-rows.ts';

type Query = (sql: string) => Promise<readonly (readonly Cell[])[]>;

/** What a data system would describe. */
const described: Schema = [
  { name: 'status', type: { kind: 'text' }, nullable: true },
  { name: 'n', type: { kind: 'int64' }, nullable: false },
];

/** A join of both inputs, whose names tables have too: the steps' rows must be read, not the tables'. */
const joined = 'SELECT orders.status, c.name FROM orders INNER JOIN c ON c.id = orders.customer_id';

/** With an own WITH, which MariaDB would not let see ours: there it is refused. */
function textIn(dialect: DialectName): string {
  const counted = (from: string) =>
    `SELECT status, count(name) AS n FROM ${from} WHERE status <> 'it''s' AND (SELECT count(id) FROM c) = 2
     AND status IN (SELECT status FROM orders UNION ALL SELECT name FROM c) GROUP BY status`;
  return dialect === 'mysql'
    ? counted(`(${joined}) AS named`)
    : `WITH named AS (${joined}) ${counted('named')}`;
}

function specOf(dialect: DialectName) {
  const connection = goldenConnection(dialect);
  const parsed = parseSpec({
    version: 1,
    name: 'sql',
    sources: [
      { id: 'all_orders', connection, object: { name: 'orders' } },
      { id: 'customers', connection, object: { name: 'customers' } },
    ],
    steps: [
      { id: 'orders', op: 'filter', inputs: ['all_orders'], where: 'id > 1' },
      { id: 'c', op: 'limit', inputs: ['customers'], count: 2 },
      { id: 'own', op: 'sql', inputs: ['orders', 'c'], text: textIn(dialect), dialect },
      { id: 'many', op: 'filter', inputs: ['own'], where: 'n < 3' },
    ],
    targets: [
      { id: 'out', input: 'many', connection, object: { name: 'out' }, write: { mode: 'replace' } },
    ],
  });
  if (!parsed.ok) expect.fail(JSON.stringify(parsed.diagnostics));
  return parsed.spec;
}

/** Described first, as a run does it, then read. */
async function rowsOf(dialect: DialectName, query: Query): Promise<readonly string[]> {
  const spec = specOf(dialect);
  const binding = { ...goldenBinding, params: {} };
  const step = spec.steps.find((one) => one.op === 'sql');
  if (step?.op !== 'sql') expect.fail('the spec has a step of SQL');
  const asked = compileSqlStep(step, spec, { environment: goldenEnvironment(), binding });
  if (!('query' in asked)) expect.fail(JSON.stringify(asked));
  expect((await query(`SELECT * FROM (${asked.query.sql}\n) AS q LIMIT 1`))[0]).toHaveLength(2);
  const environment = { ...goldenEnvironment(), querySchemas: new Map([['own', described]]) };
  const compiled = compileSourceQuery('many', resolveSpec(spec, environment), {
    environment,
    binding,
  });
  if (!('query' in compiled)) expect.fail(JSON.stringify(compiled));
  return canonicalRows(await query(compiled.query.sql), described);
}

describe('the user\u2019s own SQL over steps', () => {
  const systems = new Map<DialectName, Query>();
  const closers: (() => Promise<void> | void)[] = [];

  beforeAll(async () => {
    await loadUserSqlParser();
    const servers = await acquireTestServers();
    const database = await servers.postgres.createDatabase();
    closers.push(() => database.drop());
    const postgresql = await openPostgresqlRows(database.url);
    closers.push(() => postgresql.close());
    const warehouse = await servers.clickhouse.createDatabase();
    closers.push(() => warehouse.drop());
    const clickhouse = await openClickhouseRows(warehouse);
    const duckdb = await openDuckdbRows();
    closers.push(() => duckdb.close());
    const sqlite = openSqliteRows();
    closers.push(() => sqlite.close());
    systems.set('postgresql', (sql) => postgresql.query(sql));
    systems.set('clickhouse', (sql) => clickhouse.query(sql));
    systems.set('duckdb', (sql) => duckdb.query(sql));
    systems.set('sqlite', (sql) => sqlite.query(sql));
    if (isMariadbTestable()) {
      const shop = await servers.mariadb.createDatabase();
      closers.push(() => shop.drop());
      const mysql = await openMysqlRows(shop.url, shop.name);
      closers.push(() => mysql.close());
      systems.set('mysql', (sql) => mysql.query(sql));
    } else process.stderr.write('Skipped: MariaDB is not installed.\n');
  });

  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
  });

  it('gives the same rows everywhere', async () => {
    for (const [dialect, query] of systems) {
      expect(await rowsOf(dialect, query), dialect).toEqual([
        'status="" | n="1"',
        'status="Paid" | n="1"',
        'status="open" | n="1"',
        'status="paid" | n="1"',
      ]);
    }
  });
});
