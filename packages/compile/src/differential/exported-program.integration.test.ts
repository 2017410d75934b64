import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseSpec, resolveSpec, type DialectName, type WriteMode } from '@ai-etl/core';
import { acquireTestServers, type TestServers } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compilePandas } from '../compile-pandas.ts';
import { goldenBinding } from '../golden/golden-case.ts';
import { goldenConnection, goldenEnvironment, goldenTables } from '../golden/tables.ts';
import { canonicalRows } from './canonical.ts';
import { openClickhouseRows, type ClickhouseRows } from './clickhouse-rows.ts';
import { openPostgresqlRows, type PostgresqlRows } from './postgresql-rows.ts';
import { isPythonReady, python } from './run-pandas.ts';

const schema = goldenTables['v'] ?? [];

/** The program that copies `v` from one server into `<target>` on another. */
function program(from: DialectName, to: DialectName, target: string, mode: WriteMode): string {
  const parsed = parseSpec({
    version: 1,
    name: 'copy_values',
    sources: [{ id: 'v', connection: goldenConnection(from), object: { name: 'v' } }],
    steps: [{ id: 'some', op: 'filter', inputs: ['v'], where: 'id <> 4' }],
    targets: [
      {
        id: 'out',
        input: 'some',
        connection: goldenConnection(to),
        object: { name: target },
        write: { mode, keys: mode === 'merge' ? ['id'] : [] },
      },
    ],
  });
  if (!('spec' in parsed)) expect.fail(JSON.stringify(parsed));
  const environment = goldenEnvironment();
  const binding = { ...goldenBinding, params: {} };
  return compilePandas(resolveSpec(parsed.spec, environment), environment, binding);
}

const withoutPython = !isPythonReady() && process.env['CI'] === undefined;

describe.skipIf(withoutPython)('an exported program', () => {
  let servers: TestServers;
  let postgresUrl = '';
  let postgresql: PostgresqlRows;
  let clickhouse: ClickhouseRows;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    servers = await acquireTestServers();
    const database = await servers.postgres.createDatabase();
    closers.push(() => database.drop());
    postgresUrl = database.url;
    postgresql = await openPostgresqlRows(database.url);
    closers.push(() => postgresql.close());
    const warehouse = await servers.clickhouse.createDatabase();
    closers.push(() => warehouse.drop());
    clickhouse = await openClickhouseRows(warehouse);
  });

  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
  });

  async function run(code: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'ai-etl-program-'));
    try {
      const file = join(folder, 'pipeline.py');
      await writeFile(file, clickhouse.rename(code));
      const { url, user, password } = servers.clickhouse;
      const address = new URL(url);
      address.username = user;
      address.password = password;
      const env = {
        SHOP_POSTGRESQL_URL: postgresUrl,
        SHOP_CLICKHOUSE_URL: address.toString(),
        PATH: process.env['PATH'],
      };
      const { stdout } = await promisify(execFile)(python, [file], { env, timeout: 60_000 });
      return stdout.trim();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  const read = async (dialect: DialectName, table: string) => {
    const names = schema.map(({ name }) => name).join(', ');
    const sql = `SELECT ${names} FROM ${dialect === 'postgresql' ? 'shop' : '`shop`'}.${table}`;
    const rows = await (dialect === 'postgresql' ? postgresql : clickhouse).query(sql);
    return canonicalRows(rows, schema);
  };

  const source = async (dialect: DialectName) => {
    const rows = await read(dialect, 'v');
    return rows.filter((row) => !row.startsWith('id="4"'));
  };

  it.each([
    ['postgresql', 'clickhouse'],
    ['postgresql', 'postgresql'],
    ['clickhouse', 'postgresql'],
    ['clickhouse', 'clickhouse'],
  ] as const)('writes the rows it read, %s to %s, in each mode', async (from, to) => {
    const expected = await source(from);
    const table = `from_${from}`;
    expect(await run(program(from, to, table, 'replace'))).toBe('out: 10 rows');
    expect(await read(to, table)).toEqual(expected);
    await run(program(from, to, table, 'replace'));
    expect(await read(to, table)).toEqual(expected);
    await run(program(from, to, table, 'append'));
    expect(await read(to, table)).toEqual([...expected, ...expected].toSorted());
    await run(program(from, to, table, 'replace'));
    await run(program(from, to, table, 'merge'));
    expect(await read(to, table)).toEqual(expected);
  });
});
