import { invariant, type DialectName, type ResolveEnvironment } from '@ai-etl/core';

/** A kind of system as exported programs use it. */
export interface PandasSystem {
  /** Python function that opens it, `with … as connection`; null: each query is a request to the URL. */
  readonly connect: string | null;
  /** Statement with which everything that follows is read as of one moment. */
  readonly snapshot: string | null;
  /** What pip installs besides pandas. The versions are those that tests run with. */
  readonly packages: readonly string[];
  /** What the environment variable looks like. */
  readonly url: string;
}

export const pandasSystems: Readonly<Record<DialectName, PandasSystem>> = {
  postgresql: {
    connect: 'connect_postgresql',
    // Its transactions are repeatable reads.
    snapshot: null,
    packages: ['"psycopg[binary]==3.3.9"'],
    url: 'postgresql://user:password@host:5432/database',
  },
  clickhouse: {
    connect: null,
    snapshot: null,
    packages: [],
    url: 'http://user:password@host:8123/database',
  },
  mysql: {
    connect: 'connect_mysql',
    snapshot: 'START TRANSACTION WITH CONSISTENT SNAPSHOT',
    packages: ['"pymysql[rsa]==1.2.4"'],
    url: 'mysql://user:password@host:3306/database',
  },
  sqlite: {
    connect: 'connect_sqlite',
    snapshot: 'BEGIN',
    packages: [],
    url: '/path/of/the/database.sqlite',
  },
  duckdb: {
    connect: 'connect_duckdb',
    snapshot: 'BEGIN TRANSACTION',
    packages: ['duckdb==1.5.6'],
    url: '/path/of/the/database.duckdb',
  },
};

/** The dialect of a connection that has one: others have been refused. */
export function dialectOf(connection: string, environment: ResolveEnvironment): DialectName {
  const name = environment.connections.get(connection)?.capabilities.dialect;
  invariant(name !== undefined && name !== null, 'systems without SQL are refused');
  return name;
}
