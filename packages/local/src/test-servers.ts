import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { stopLocalClickHouse } from './clickhouse/start-local-clickhouse.ts';
import { withMariadb } from './mariadb/connection.ts';
import {
  startLocalMariadb,
  stopLocalMariadb,
  type LocalMariadb,
} from './mariadb/start-local-mariadb.ts';
import { createDatabase, dropDatabase } from './postgres/connection.ts';
import { stopEmbeddedPostgres } from './postgres/start-embedded-postgres.ts';
import { startLocalServers, type LocalServers } from './start-local-servers.ts';

/** A fresh PostgreSQL database. */
export interface TestPostgresDatabase {
  readonly url: string;
  readonly name: string;
  drop(): Promise<void>;
}

/** A fresh ClickHouse database, ENGINE = Atomic. */
export interface TestClickHouseDatabase {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  drop(): Promise<void>;
}

/** A fresh MariaDB database, utf8mb4. */
export interface TestMariadbDatabase {
  /** mysql:// with user and password. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** May do everything on the server. */
  readonly user: string;
  readonly password: string;
  readonly name: string;
  drop(): Promise<void>;
}

/** Real servers for integration tests, shared by all test files and processes of a checkout. */
export interface TestServers {
  readonly postgres: {
    /** Superuser URL of the maintenance database. */
    readonly url: string;
    createDatabase(): Promise<TestPostgresDatabase>;
  };
  readonly clickhouse: {
    readonly url: string;
    readonly user: string;
    readonly password: string;
    createDatabase(): Promise<TestClickHouseDatabase>;
  };
  /** Started when the first database is asked for: most tests need none. */
  readonly mariadb: {
    /** Errors: LOCAL_COMPONENT_MISSING; ask `isMariadbTestable` first. */
    createDatabase(): Promise<TestMariadbDatabase>;
  };
}

let acquired: Promise<TestServers> | undefined;
let acquiredMariadb: Promise<LocalMariadb> | undefined;

/**
 * Starts the servers on first use, adopts them afterwards. They keep running when the test
 * process ends, so the next file starts in 0.1 s; `stopTestServers` ends them.
 */
export async function acquireTestServers(): Promise<TestServers> {
  acquired ??= startLocalServers({ home: testHome() }).then(describeServers);
  return await acquired;
}

/** Ends the test servers of this checkout unless another live test process uses them. */
export async function stopTestServers(): Promise<boolean> {
  const home = testHome();
  const stopped = await Promise.all([
    stopEmbeddedPostgres(home),
    stopLocalClickHouse(home),
    stopLocalMariadb(home),
  ]);
  return stopped.every(Boolean);
}

/** AI_ETL_TEST_HOME, or a place below the OS temp directory that belongs to this checkout. */
function testHome(): string {
  const chosen = process.env['AI_ETL_TEST_HOME'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const checkout = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 10);
  return join(tmpdir(), `ai-etl-test-${process.getuid?.() ?? 'user'}-${checkout}`);
}

function describeServers(servers: LocalServers): TestServers {
  const { postgres, clickhouse } = servers;
  return {
    postgres: {
      get url() {
        return postgres.url;
      },
      createDatabase: async () => {
        const name = freshName();
        await createDatabase(postgres.url, name);
        const url = new URL(postgres.url);
        url.pathname = `/${name}`;
        return { url: url.href, name, drop: () => dropDatabase(postgres.url, name) };
      },
    },
    clickhouse: {
      get url() {
        return clickhouse.url;
      },
      user: clickhouse.user,
      password: clickhouse.password,
      createDatabase: async () => {
        const database = freshName();
        const { user, password, url } = clickhouse;
        await runClickHouse(servers, `CREATE DATABASE ${database} ENGINE = Atomic`);
        const drop = () => runClickHouse(servers, `DROP DATABASE IF EXISTS ${database} SYNC`);
        return { url, user, password, database, drop };
      },
    },
    mariadb: {
      createDatabase: async () => {
        acquiredMariadb ??= startLocalMariadb({ home: testHome() });
        return await createMariadbDatabase(await acquiredMariadb);
      },
    },
  };
}

async function createMariadbDatabase(server: LocalMariadb): Promise<TestMariadbDatabase> {
  const name = freshName();
  await withMariadb(server, (connection) => connection.query(`CREATE DATABASE ${name}`));
  const { host, port, user, password } = server;
  return {
    url: `mysql://${user}:${password}@${host}:${port}/${name}`,
    host,
    port,
    user,
    password,
    name,
    drop: async () => {
      await withMariadb(server, (connection) =>
        connection.query(`DROP DATABASE IF EXISTS ${name}`),
      );
    },
  };
}

function freshName(): string {
  return `test_${process.pid}_${randomBytes(5).toString('hex')}`;
}

async function runClickHouse(servers: LocalServers, sql: string): Promise<void> {
  const { url, user, password } = servers.clickhouse;
  const response = await fetch(url, {
    method: 'POST',
    body: sql,
    headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password },
  });
  const text = await response.text();
  if (!response.ok) throw new AiEtlError('LOCAL_SERVER_FAILED', `${sql}: ${text.trim()}`);
}
