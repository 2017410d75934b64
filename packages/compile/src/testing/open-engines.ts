import { acquireTestServers, isMariadbTestable, type TestServers } from '@ai-etl/local';
import { openClickhouseRows } from '../differential/clickhouse-rows.ts';
import { openDuckdbRows } from '../differential/duckdb-rows.ts';
import type { Cell } from '../differential/hostile-rows.ts';
import { openMysqlRows } from '../differential/mysql-rows.ts';
import { openPostgresqlRows } from '../differential/postgresql-rows.ts';
import { isPythonReady, openPandasRows, type PandasRows } from '../differential/run-pandas.ts';
import { openSqliteRows } from '../differential/sqlite-rows.ts';

/** A database with the hostile rows. */
export interface SqlRows {
  query(sql: string): Promise<readonly (readonly Cell[])[]>;
}

/** What computes a spec: five databases, and Python with pandas. */
export interface Engines {
  /** The reference. */
  readonly postgresql: SqlRows;
  readonly clickhouse: SqlRows;
  readonly duckdb: SqlRows;
  readonly sqlite: SqlRows;
  /** Undefined where no MariaDB is installed. */
  readonly mysql: SqlRows | undefined;
  /** Undefined where no environment was made by scripts/python-env.mjs. */
  readonly pandas: PandasRows | undefined;
  close(): Promise<void>;
}

/** Opens all engines there are, each with the golden tables filled, in databases of their own. */
export async function openEngines(): Promise<Engines> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const one of closers.toReversed()) await one();
  };
  try {
    const servers = await acquireTestServers();
    const sqlite = openSqliteRows();
    closers.push(() => sqlite.close());
    const duckdb = await openDuckdbRows();
    closers.push(() => duckdb.close());
    const pandas = isPythonReady() ? openPandasRows() : undefined;
    closers.push(() => pandas?.close());
    return {
      sqlite,
      duckdb,
      pandas,
      postgresql: await openPostgresql(servers, closers),
      clickhouse: await openClickhouse(servers, closers),
      mysql: isMariadbTestable() ? await openMysql(servers, closers) : undefined,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openPostgresql(servers: TestServers, closers: (() => unknown)[]): Promise<SqlRows> {
  const database = await servers.postgres.createDatabase();
  closers.push(() => database.drop());
  const rows = await openPostgresqlRows(database.url);
  closers.push(() => rows.close());
  return rows;
}

async function openClickhouse(servers: TestServers, closers: (() => unknown)[]): Promise<SqlRows> {
  const database = await servers.clickhouse.createDatabase();
  closers.push(() => database.drop());
  return await openClickhouseRows(database);
}

async function openMysql(servers: TestServers, closers: (() => unknown)[]): Promise<SqlRows> {
  const database = await servers.mariadb.createDatabase();
  closers.push(() => database.drop());
  const rows = await openMysqlRows(database.url, database.name);
  closers.push(() => rows.close());
  return rows;
}
