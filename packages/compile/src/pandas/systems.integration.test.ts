import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  parseSpec,
  resolveSpec,
  type ColumnType,
  type DialectName,
  type PipelineSpecInput,
  type ResolveEnvironment,
  type TablePlan,
  type WriteMode,
} from '@ai-etl/core';
import { acquireTestServers, isMariadbTestable } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printPandas } from '../compile-pandas.ts';
import { canonicalRows } from '../differential/canonical.ts';
import { openDuckdbRows } from '../differential/duckdb-rows.ts';
import { openMysqlRows } from '../differential/mysql-rows.ts';
import { openPostgresqlRows, type PostgresqlRows } from '../differential/postgresql-rows.ts';
import { isPythonReady, python } from '../differential/run-pandas.ts';
import { openSqliteRows } from '../differential/sqlite-rows.ts';
import { dialects } from '../dialects/catalog.ts';
import { goldenBinding, type StepInput } from '../golden/golden-case.ts';
import { goldenConnection, goldenEnvironment, goldenTables } from '../golden/tables.ts';

const schema = goldenTables['v'] ?? [];
const withoutPython = !isPythonReady() && process.env['CI'] === undefined;
const others = (['mysql', 'sqlite', 'duckdb'] as const).filter(
  (one) => one !== 'mysql' || isMariadbTestable(),
);

/** A program reads and writes each system; PostgreSQL, with the same rows, is where they are compared. */
describe.skipIf(withoutPython)('an exported program beside MySQL, SQLite and DuckDB', () => {
  let postgresql: PostgresqlRows;
  let folder = '';
  let environment: ResolveEnvironment;
  const urls: Record<string, string> = {};
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const { postgres, mariadb } = await acquireTestServers();
    const database = await postgres.createDatabase();
    closers.push(() => database.drop());
    postgresql = await openPostgresqlRows(database.url);
    closers.push(() => postgresql.close());
    urls['SHOP_POSTGRESQL_URL'] = database.url;
    folder = await mkdtemp(join(tmpdir(), 'ai-etl-program-'));
    closers.push(() => rm(folder, { recursive: true, force: true }));
    // The hostile rows of both, as files.
    const sqlite = openSqliteRows();
    urls['SHOP_SQLITE_URL'] = join(folder, 'shop.sqlite');
    await sqlite.query(`VACUUM shop INTO '${urls['SHOP_SQLITE_URL']}'`);
    sqlite.close();
    const duckdb = await openDuckdbRows();
    urls['SHOP_DUCKDB_URL'] = join(folder, 'shop.duckdb');
    await duckdb.query(`ATTACH '${urls['SHOP_DUCKDB_URL']}' AS file`);
    await duckdb.query('CREATE SCHEMA file.shop');
    await duckdb.query('CREATE TABLE file.shop.v AS FROM shop.v');
    await duckdb.query('DETACH file');
    duckdb.close();
    environment = environmentOf({ sqlite: 'main' });
    if (!isMariadbTestable()) return;
    const shop = await mariadb.createDatabase();
    closers.push(() => shop.drop());
    const mysql = await openMysqlRows(shop.url, shop.name);
    closers.push(() => mysql.close());
    urls['SHOP_MYSQL_URL'] = shop.url;
    environment = environmentOf({ sqlite: 'main', mysql: shop.name });
  });

  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
  });

  /** The program of a spec, with tables as connectors plan them. */
  function programOf(input: Pick<PipelineSpecInput, 'steps' | 'checks'> & Routes): string {
    const { routes, steps = [], checks = [] } = input;
    const sourceId = (dialect: DialectName, name: string) => `${dialect}_${name}`;
    const places = new Map(routes.map(({ from }) => [sourceId(...from), from]));
    const parsed = parseSpec({
      version: 1,
      name: 'systems',
      params: [{ name: 'limit', type: 'int64', default: 3 }],
      sources: Array.from(places, ([id, [dialect, name]]) => ({
        id,
        connection: goldenConnection(dialect),
        object: { name },
      })),
      steps,
      targets: routes.map(({ from, input: step, to: [dialect, name], mode = 'replace' }) => ({
        id: `${dialect}_${name}_from_${from[0]}`,
        input: step ?? sourceId(...from),
        connection: goldenConnection(dialect),
        object: { name },
        write: { mode, keys: mode === 'merge' ? ['id'] : [] },
      })),
      checks,
    });
    if (!('spec' in parsed)) expect.fail(JSON.stringify(parsed));
    const resolution = resolveSpec(parsed.spec, environment);
    const tables = new Map(
      parsed.spec.targets.map((target, index) => {
        const { to } = routes[index] ?? expect.fail('a route for each target');
        return [target.id, tablePlan(...to, environment)] as const;
      }),
    );
    const binding = { ...goldenBinding, params: {}, leavesVariables: true } as const;
    const printed = printPandas(resolution, environment, binding, tables);
    if (!('code' in printed)) expect.fail(JSON.stringify(printed));
    return printed.code;
  }

  async function run(code: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
    const file = join(folder, 'pipeline.py');
    await writeFile(file, code);
    const { stdout } = await promisify(execFile)(python, [file], {
      env: { ...urls, ...env, PATH: process.env['PATH'] },
      timeout: 100_000,
    });
    return stdout;
  }

  const rowsOf = async (table: string) => {
    const names = schema.map(({ name }) => name).join(', ');
    return canonicalRows(await postgresql.query(`SELECT ${names} FROM shop.${table}`), schema);
  };

  it('reads and writes the same rows, in each mode, and proves checks', async () => {
    const input = ['postgresql', 'v'] as const;
    const late: StepInput = {
      id: 'late',
      op: 'filter',
      inputs: ['postgresql_v'],
      where: 'id > :limit',
    };
    const early: StepInput = { ...late, id: 'early', where: 'NOT id > :limit' };
    const whole = { id: 'whole', kind: 'row_count', severity: 'fail', min: 11, max: 11 } as const;
    const first = programOf({
      steps: [late],
      routes: others.flatMap((one) => [
        { from: [one, 'v'], to: ['postgresql', `read_${one}`] },
        { from: input, input: 'late', to: [one, 'copied'] },
        { from: input, input: 'late', to: [one, 'merged'] },
      ]),
      checks: [
        { ...whole, on: 'postgresql_v' },
        { id: 'ids', on: 'late', kind: 'unique', columns: ['id'], severity: 'fail' },
        { id: 'few', on: 'late', kind: 'row_count', max: 1, severity: 'warn' },
      ],
    });
    expect(first).toContain('# Not checked here: few, which only warns.');
    await run(first);
    await run(first);
    const second = programOf({
      steps: [early],
      routes: others.flatMap((one) => [
        { from: input, input: 'early', to: [one, 'copied'], mode: 'append' },
        { from: input, to: [one, 'merged'], mode: 'merge' },
      ]),
    });
    await run(second);
    const back = programOf({
      routes: others.flatMap((one) => [
        { from: [one, 'copied'], to: ['postgresql', `copied_${one}`] },
        { from: [one, 'merged'], to: ['postgresql', `merged_${one}`] },
      ]),
    });
    await run(back);
    const expected = await rowsOf('v');
    for (const one of others) {
      for (const table of [`read_${one}`, `copied_${one}`, `merged_${one}`]) {
        expect({ table, rows: await rowsOf(table) }).toEqual({ table, rows: expected });
      }
    }
  });

  it('writes nothing when a check or a key is not as promised, and takes parameters', async () => {
    const [one = 'sqlite'] = others;
    const input = ['postgresql', 'v'] as const;
    const some: StepInput = {
      id: 'some',
      op: 'filter',
      inputs: ['postgresql_v'],
      where: 'id <= :limit',
    };
    const routes: Routes['routes'] = [{ from: input, input: 'some', to: ['postgresql', 'proved'] }];
    const checks: PipelineSpecInput['checks'] = [
      { id: 'three', on: 'some', kind: 'row_count', max: 3, severity: 'fail' },
    ];
    const code = programOf({ steps: [some], routes, checks });
    await expect(run(code, { PARAM_LIMIT: '4' })).rejects.toThrow('The check three failed (4)');
    await expect(rowsOf('proved')).rejects.toThrow('does not exist');
    await run(code);
    expect(await rowsOf('proved')).toHaveLength(3);
    const same: StepInput = {
      id: 'same',
      op: 'derive',
      inputs: ['postgresql_v'],
      columns: [{ name: 'id', expression: 'CAST(7 AS int64)' }],
    };
    const merged = programOf({
      steps: [same],
      routes: [{ from: input, input: 'same', to: [one, 'merged'], mode: 'merge' }],
    });
    await expect(run(merged)).rejects.toThrow('The merge keys (id) repeat');
    const ancient = programOf({
      steps: [{ ...same, columns: [{ name: 'dt', expression: "DATE '1899-12-31'" }] }],
      routes: [{ from: input, input: 'same', to: ['clickhouse', 'never'] }],
    });
    // Refused before the server, which is not there, is asked for anything.
    const nowhere = { SHOP_CLICKHOUSE_URL: 'http://127.0.0.1:9/shop' };
    await expect(run(ancient, nowhere)).rejects.toThrow('no dates of the year 1899');
  });
});

interface Routes {
  readonly routes: readonly {
    readonly from: readonly [DialectName, string];
    /** The step whose rows go there; absent: the source's own. */
    readonly input?: string;
    readonly to: readonly [DialectName, string];
    readonly mode?: WriteMode;
  }[];
}

/** The golden tables where each system has them, and those that the programs make. */
function environmentOf(schemas: Partial<Record<DialectName, string>>): ResolveEnvironment {
  const golden = goldenEnvironment();
  const made = ['copied', 'merged'];
  const connections = Array.from(golden.connections.values(), (connection) => {
    const name = connection.capabilities.dialect;
    const own = (name === null ? undefined : schemas[name]) ?? connection.catalog.defaultSchema;
    const [v] = connection.catalog.tables;
    const names = ['v', ...(name === 'postgresql' ? [] : made)];
    const tables = names.flatMap((table) =>
      v === undefined ? [] : [{ ...v, object: { schema: own, name: table } }],
    );
    return { ...connection, catalog: { defaultSchema: own, tables } };
  });
  return { ...golden, connections: new Map(connections.map((one) => [one.id, one])) };
}

const nativeTypes: Readonly<
  Record<'mysql' | 'sqlite', Partial<Record<ColumnType['kind'], string>>>
> = {
  mysql: {
    bool: 'tinyint(1)',
    int32: 'int',
    int64: 'bigint',
    decimal: 'decimal(18,4)',
    float64: 'double',
    text: 'longtext',
    date: 'date',
    timestamp: 'datetime(6)',
    timestamptz: 'datetime(6)',
    uuid: 'char(36)',
  },
  sqlite: {
    bool: 'BOOLEAN',
    int32: 'INTEGER',
    int64: 'INTEGER',
    decimal: 'DECIMAL_TEXT(18,4)',
    float64: 'REAL',
    text: 'TEXT',
    date: 'DATE',
    timestamp: 'TIMESTAMP',
    timestamptz: 'TIMESTAMPTZ',
    uuid: 'UUID',
  },
};

/** As the connectors plan `v`. */
function tablePlan(dialect: DialectName, name: string, environment: ResolveEnvironment): TablePlan {
  const { quoteIdentifier, typeName } = dialects[dialect];
  const connection = environment.connections.get(goldenConnection(dialect));
  const object = { schema: connection?.catalog.defaultSchema ?? '', name };
  const columns = schema.map((source) => {
    const own = dialect === 'mysql' || dialect === 'sqlite' ? nativeTypes[dialect] : {};
    const nativeType = own[source.type.kind] ?? typeName(source.type, source.nullable) ?? 'text';
    return { source, nativeType, nullable: source.nullable };
  });
  const list = columns.map((one) => `${quoteIdentifier(one.source.name)} ${one.nativeType}`);
  const table = [object.schema, name].map(quoteIdentifier).join('.');
  const createSql = `CREATE TABLE ${table} (${list.join(', ')})`;
  return { object, columns, createSql, diagnostics: [] };
}
