import { createHmac } from 'node:crypto';
import {
  invariant,
  parseSpec,
  resolveSpec,
  type DialectName,
  type PipelineSpecInput,
  type Resolution,
  type Schema,
  type TablePlan,
} from '@ai-etl/core';
import { acquireTestServers, isMariadbTestable } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maskKeyVariables } from '../bind/variables.ts';
import { compileSourceQuery } from '../compile-source-query.ts';
import { canonicalRows } from '../differential/canonical.ts';
import { openClickhouseRows } from '../differential/clickhouse-rows.ts';
import { openDuckdbRows } from '../differential/duckdb-rows.ts';
import type { Cell } from '../differential/hostile-rows.ts';
import { openMysqlRows } from '../differential/mysql-rows.ts';
import { openPostgresqlRows } from '../differential/postgresql-rows.ts';
import { dialects } from '../dialects/catalog.ts';
import { goldenCases } from '../golden/cases.ts';
import { bindingFor, goldenBinding, resolveCase } from '../golden/golden-case.ts';
import { goldenConnection, goldenEnvironment } from '../golden/tables.ts';
import { printSqlScript } from './print-sql-script.ts';
import { clients, mysqlClientScripts, psqlScripts } from './client-runners.ts';
import {
  clickhouseScripts,
  duckdbScripts,
  mysqlScripts,
  postgresqlScripts,
  type RunScript,
} from './script-runners.ts';

/** A server with the golden tables in `shop`. */
interface ScriptServer {
  readonly run: RunScript;
  rows(sql: string): Promise<readonly (readonly Cell[])[]>;
}

/** One of each kind of step, with parameters, masks and hostile values. */
const cases = [
  'parameters',
  'step-mask-hash',
  'step-mask-token',
  'step-aggregate',
  'step-join-full',
  'step-union-distinct',
  'step-window',
  'step-dedupe-keys-last',
  'step-sort-limit',
  'step-unpivot',
  'cast-from-text',
  'step-odd-names',
];

const environment = goldenEnvironment();
const servers = new Map<DialectName, ScriptServer>();
/** The same servers, asked by their command-line clients where this machine has them. */
const byClient = new Map<DialectName, RunScript>();
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const { postgres, clickhouse, mariadb } = await acquireTestServers();
  const database = await postgres.createDatabase();
  closers.push(() => database.drop());
  const postgresql = await openPostgresqlRows(database.url);
  closers.push(() => postgresql.close());
  servers.set('postgresql', { run: postgresqlScripts(database.url), rows: postgresql.query });
  if (clients.psql) byClient.set('postgresql', psqlScripts(database.url));
  const warehouse = await clickhouse.createDatabase();
  closers.push(() => warehouse.drop());
  const { query, rename } = await openClickhouseRows(warehouse);
  const runThere = clickhouseScripts(warehouse);
  servers.set('clickhouse', {
    run: (script, variables) => runThere(rename(script), variables),
    rows: query,
  });
  const duckdb = await openDuckdbRows();
  closers.push(async () => duckdb.close());
  servers.set('duckdb', { run: duckdbScripts(duckdb), rows: duckdb.query });
  if (!isMariadbTestable()) return;
  const shop = await mariadb.createDatabase();
  closers.push(() => shop.drop());
  const mysql = await openMysqlRows(shop.url, shop.name);
  closers.push(() => mysql.close());
  const inShop =
    (run: RunScript): RunScript =>
    (script, variables) =>
      run(
        script
          .replaceAll('`shop`', `\`${shop.name}\``)
          .replaceAll("schema = 'shop'", `schema = '${shop.name}'`),
        variables,
      );
  servers.set('mysql', { run: inShop(mysqlScripts(shop.url)), rows: mysql.query });
  if (clients.mysql) byClient.set('mysql', inShop(mysqlClientScripts(shop.url)));
});

afterAll(async () => {
  for (const close of closers.toReversed()) await close();
});

/** The script of a spec's only target, whose table is made to hold what its query gives. */
function scriptOf(
  resolution: Resolution,
  dialect: DialectName,
  natives: Readonly<Record<string, string>> = {},
) {
  const { spec } = resolution;
  const [target] = spec.targets;
  invariant(target?.object !== undefined, 'one target, a table');
  const binding = bindingFor(spec);
  const compiled = compileSourceQuery(target.input, resolution, { environment, binding });
  if (!('query' in compiled)) expect.fail(JSON.stringify(compiled));
  const { sql, columns } = compiled.query;
  const { quoteIdentifier } = dialects[dialect];
  const table = `${quoteIdentifier('shop')}.${quoteIdentifier(target.object.name)}`;
  const engine = dialect === 'clickhouse' ? ' ENGINE = MergeTree ORDER BY tuple()' : '';
  const plan: TablePlan = {
    object: target.object,
    columns: columns.map((source) => ({
      source,
      nativeType: natives[source.name] ?? source.type.kind,
      nullable: true,
    })),
    createSql: `CREATE TABLE ${table}${engine} AS SELECT * FROM (\n${sql}\n) AS q LIMIT 0`,
    diagnostics: [],
  };
  const script = printSqlScript({
    resolution,
    environment,
    binding,
    tables: new Map([[target.id, plan]]),
  });
  if (!('code' in script)) expect.fail(JSON.stringify(script));
  return { ...script, sql, columns, table };
}

function serverOf(dialect: DialectName): ScriptServer {
  const server = servers.get(dialect);
  invariant(server !== undefined, `${dialect} is there`);
  return server;
}

/** What whoever runs the script gives it. */
function variablesOf({ spec }: Resolution): Readonly<Record<string, string>> {
  const keys = maskKeyVariables(spec).map(({ name, purpose }) => {
    const key = Buffer.from(goldenBinding.maskKey ?? '', 'hex');
    return [name, createHmac('sha256', key).update(purpose).digest('hex')];
  });
  return Object.fromEntries([...Object.entries(bindingFor(spec).params), ...keys]);
}

const names: Schema = [
  { name: 'id', type: { kind: 'int64' }, nullable: false },
  { name: 's', type: { kind: 'text' }, nullable: true },
];

const tested = (['postgresql', 'clickhouse', 'duckdb', 'mysql'] as const).filter(
  (one) => one !== 'mysql' || isMariadbTestable(),
);

describe.each(tested)('a script for %s', (dialect) => {
  it.each(cases)('stores the rows of %s, however often it runs', async (name) => {
    const one = goldenCases.find((each) => each.name === name);
    invariant(one !== undefined, `there is a case ${name}`);
    const resolution = resolveCase(one, dialect);
    const { code, sql, columns, table } = scriptOf(resolution, dialect);
    const { run, rows } = serverOf(dialect);
    const key = goldenBinding.maskKey ?? '';
    expect(code).not.toContain(key);
    await rows(`DROP TABLE IF EXISTS ${table}`).catch(() => undefined);
    await run(code, variablesOf(resolution));
    await run(code, variablesOf(resolution));
    const list = columns.map((column) => dialects[dialect].quoteIdentifier(column.name));
    const stored = await rows(`SELECT ${list.join(', ')} FROM ${table}`);
    expect(canonicalRows(stored, columns)).toEqual(canonicalRows(await rows(sql), columns));
  });

  it('appends, replaces, and merges with and without what is missing', async () => {
    const { run, rows } = serverOf(dialect);
    const q = dialects[dialect].quoteIdentifier;
    const read = async (table: string) =>
      canonicalRows(
        await rows(`SELECT ${q('id')}, ${q('s')} FROM ${q('shop')}.${q(table)}`),
        names,
      );
    const write = async (change: Change) => {
      const { code } = scriptOf(copyOf(dialect, change), dialect);
      await run(code);
      return code;
    };
    const all = await read('v');
    const idOf = (row: string) => Number(/^id="(\d+)"/.exec(row)?.[1]);
    const renew = (row: string) => row.replace(/ \| s=.*$/s, ' | s="new"');
    const early = all.filter((row) => idOf(row) < 6);
    const late = all.filter((row) => idOf(row) > 3).map(renew);

    const first: Change = { where: 'id < 6', mode: 'replace' };
    await write(first);
    expect(await read('copy')).toEqual(early);
    const merge: Change = { where: 'id > 3', s: "'new'", mode: 'merge', keys: ['id'] };
    const merged = [...early.filter((row) => idOf(row) <= 3), ...late].toSorted();
    await write(merge);
    await write(merge);
    expect(await read('copy')).toEqual(merged);
    await write({ ...merge, on_delete: 'delete' });
    await write({ ...merge, on_delete: 'delete' });
    expect(await read('copy')).toEqual(late.toSorted());
    await write({ ...first, mode: 'append' });
    expect(await read('copy')).toEqual([...late, ...early].toSorted());
    await write(first);

    await expect(write({ ...merge, s: "'one'", keys: ['s'] })).rejects.toThrow('repeat');
    await expect(write({ ...merge, keys: ['s'], s: 'CAST(NULL AS text)' })).rejects.toThrow('NULL');
    const check = { id: 'few', on: 'out', severity: 'fail' } as const;
    const failing: Change = { ...first, where: 'id < 9' };
    await expect(
      write({ ...failing, checks: [{ ...check, kind: 'row_count', max: 5 }] }),
    ).rejects.toThrow('The check few (row_count) failed');
    await expect(
      write({ ...failing, checks: [{ ...check, kind: 'not_null', columns: ['s'] }] }),
    ).rejects.toThrow('The check few (not_null) failed');
    expect(await read('copy')).toEqual(early);
    await write({ ...first, checks: [{ ...check, kind: 'row_count', max: 5 }] });

    if (dialect !== 'postgresql' && dialect !== 'mysql') return;
    const [parent, child] = [`${q('shop')}.${q('copy')}`, `${q('shop')}.${q('child')}`];
    await rows(`ALTER TABLE ${parent} ADD UNIQUE (${q('id')})`);
    await rows(
      `CREATE TABLE ${child} (id bigint, FOREIGN KEY (id) REFERENCES ${parent} (${q('id')}) ON DELETE CASCADE)`,
    );
    await expect(write(first)).rejects.toThrow('ON DELETE CASCADE');
    await write(merge);
    await rows(`DROP TABLE ${child}`);
    await write(first);
  });
});

it('writes into identity columns and enums of PostgreSQL, also in the schema public', async () => {
  const { run, rows } = serverOf('postgresql');
  await rows("CREATE TYPE public.mood AS ENUM ('it''s ok', 'bad')");
  await rows('DROP TABLE IF EXISTS shop.copy');
  await rows('CREATE TABLE shop.copy (id bigint GENERATED ALWAYS AS IDENTITY, s public.mood)');
  for (const mode of ['append', 'replace', 'merge'] as const) {
    const change: Change = {
      where: 'id = 1',
      s: "'it''s ok'",
      mode,
      keys: mode === 'merge' ? ['id'] : [],
    };
    await run(scriptOf(copyOf('postgresql', change), 'postgresql', { s: 'mood' }).code);
    expect(await rows('SELECT id::text, s::text FROM shop.copy')).toEqual([['1', "it's ok"]]);
  }
});

describe.each([
  ['psql', 'postgresql', clients.psql],
  ['the client of MariaDB', 'mysql', clients.mysql && isMariadbTestable()],
] as const)('%s', (_, dialect, isThere) => {
  it.skipIf(!isThere).each(cases)('stores the rows of %s', async (name) => {
    const one = goldenCases.find((each) => each.name === name);
    const run = byClient.get(dialect);
    invariant(one !== undefined && run !== undefined, `there is a case ${name}, and the client`);
    const resolution = resolveCase(one, dialect);
    const { code, sql, columns, table } = scriptOf(resolution, dialect);
    const { rows } = serverOf(dialect);
    await rows(`DROP TABLE IF EXISTS ${table}`).catch(() => undefined);
    await run(code, variablesOf(resolution));
    const list = columns.map((column) => dialects[dialect].quoteIdentifier(column.name));
    const stored = await rows(`SELECT ${list.join(', ')} FROM ${table}`);
    expect(canonicalRows(stored, columns)).toEqual(canonicalRows(await rows(sql), columns));
  });

  it.skipIf(!isThere)('stops where a check fails', async () => {
    const run = byClient.get(dialect);
    invariant(run !== undefined, 'the client is there');
    const check = { id: 'few', on: 'out', severity: 'fail', kind: 'row_count', max: 1 } as const;
    const change: Change = { where: 'id < 6', mode: 'append', checks: [check] };
    const { code, table } = scriptOf(copyOf(dialect, change), dialect);
    const { rows } = serverOf(dialect);
    await rows(`DROP TABLE IF EXISTS ${table}`).catch(() => undefined);
    await expect(run(code)).rejects.toThrow('The check few (row_count) failed');
    const stored = await rows(`SELECT * FROM ${table}`).catch(() => []);
    expect(stored).toEqual([]);
  });
});

describe('a script for PostgreSQL', () => {
  it.each<[string, Change]>([
    ['INSERT', { where: 'id < 6', mode: 'append' }],
    ['INSERT', { where: 'id < 6', mode: 'replace' }],
    ['DELETE', { where: 'id > 6', mode: 'replace' }],
    ['INSERT', { where: 'id < 6', mode: 'merge', keys: ['id'] }],
    ['UPDATE', { where: 'id < 6', mode: 'merge', keys: ['id'] }],
    ['DELETE', { where: 'id = 1', mode: 'merge', keys: ['id'], on_delete: 'delete' }],
  ])('publishes nothing where a trigger skips an %s of %j', async (event, change) => {
    const { run, rows } = serverOf('postgresql');
    await rows('DROP TABLE IF EXISTS shop.copy');
    await rows('CREATE TABLE shop.copy AS SELECT id, s FROM shop.v WHERE id BETWEEN 3 AND 4');
    await rows(
      'CREATE OR REPLACE FUNCTION shop.skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
    );
    const before = await rows('SELECT id::text, s FROM shop.copy ORDER BY id');
    await rows(
      `CREATE TRIGGER skip BEFORE ${event} ON shop.copy FOR EACH ROW EXECUTE FUNCTION shop.skip()`,
    );
    const { code } = scriptOf(copyOf('postgresql', change), 'postgresql');
    await expect(run(code)).rejects.toThrow('A trigger or a rule of out kept rows out');
    expect(await rows('SELECT id::text, s FROM shop.copy ORDER BY id')).toEqual(before);
    await rows('DROP TABLE shop.copy');
  });
});

it('publishes no merge into a table of ClickHouse that others write to meanwhile', async () => {
  const { run, rows } = serverOf('clickhouse');
  const first = copyOf('clickhouse', { where: 'id < 6', mode: 'replace' });
  await run(scriptOf(first, 'clickhouse').code);
  const merge = copyOf('clickhouse', { where: 'id = 5', mode: 'merge', keys: ['id'] });
  const { code, table } = scriptOf(merge, 'clickhouse');
  const guard = code.lastIndexOf('SELECT throwIf');
  const disturbed = `${code.slice(0, guard)}INSERT INTO ${table} (\`id\`) VALUES (77);\n${code.slice(guard)}`;
  await expect(run(disturbed)).rejects.toThrow('Somebody wrote into out meanwhile');
  const written = `SELECT count() FROM ${table} WHERE id = 77`;
  expect(await rows(written)).toEqual([['1']]);
  await run(code);
  expect(await rows(written)).toEqual([['1']]);
});

interface Change {
  readonly where: string;
  /** Takes the place of `s`. */
  readonly s?: string;
  readonly mode: 'append' | 'replace' | 'merge';
  readonly keys?: string[];
  readonly on_delete?: 'delete';
  readonly checks?: NonNullable<PipelineSpecInput['checks']>;
}

/** `id` and `s` of some rows of `v`, into `copy`. */
function copyOf(dialect: DialectName, change: Change): Resolution {
  const { where, s = 's', mode, keys = [], on_delete = 'keep', checks = [] } = change;
  const connection = goldenConnection(dialect);
  const parsed = parseSpec({
    version: 1,
    name: 'copy',
    sources: [{ id: 'v', connection, object: { name: 'v' } }],
    steps: [
      { id: 'some', op: 'filter', inputs: ['v'], where },
      { id: 'few', op: 'select', inputs: ['some'], columns: ['id', 's'] },
      { id: 'done', op: 'derive', inputs: ['few'], columns: [{ name: 's', expression: s }] },
    ],
    targets: [
      {
        id: 'out',
        input: 'done',
        connection,
        object: { name: 'copy' },
        write: { mode, keys, on_delete },
      },
    ],
    checks,
  });
  if (!('spec' in parsed)) expect.fail(JSON.stringify(parsed));
  const resolution = resolveSpec(parsed.spec, environment);
  expect(resolution.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return resolution;
}
