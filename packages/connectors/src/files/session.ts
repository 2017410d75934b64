import {
  type Catalog,
  type ConnectionSettings,
  type ConnectionTest,
  type ConnectorSession,
  type OpenOptions,
  type PathSize,
  type ProfileRequest,
  type QueryEstimate,
  type Sample,
  type SampleRequest,
  type Schema,
  type SourceSnapshot,
  type TableProfile,
  type TargetLoader,
} from '@ai-etl/core';
import { throwIfCancelled } from '../kit/cancelled.ts';
import type { DuckConnection } from '../kit/duckdb/duck-connection.ts';
import type { DuckProcess } from '../kit/duckdb/duck-process.ts';
import { describeQuery, explainQuery, sampleQuery } from '../kit/duckdb/query.ts';
import { quoteName } from '../kit/duckdb/quote.ts';
import { defaultSchema, readCatalog } from './catalog.ts';
import { FileDatabase } from './file-database.ts';
import { FilesLoader } from './target/loader.ts';
import { openPlace } from './open-place.ts';
import { profileFiles } from './profile.ts';
import { PreparedSnapshot } from '../kit/duckdb/prepared-snapshot.ts';
import { testConnection } from './test-connection.ts';

/** Opens a session, see Connector.open. */
export async function openSession(
  settings: ConnectionSettings,
  options: OpenOptions,
): Promise<ConnectorSession> {
  throwIfCancelled(options.signal);
  const place = await openPlace(settings, options);
  const session = new FilesSession(new FileDatabase(place, options.label));
  if (options.signal?.aborted === true) await session.close();
  throwIfCancelled(options.signal);
  return session;
}

/** An open folder. */
export class FilesSession implements ConnectorSession {
  readonly defaultSchema = defaultSchema;
  readonly loader: TargetLoader;
  readonly #database: FileDatabase;

  constructor(database: FileDatabase) {
    this.#database = database;
    this.loader = new FilesLoader(database);
  }

  test(signal?: AbortSignal): Promise<ConnectionTest> {
    return testConnection(this.#database, signal);
  }

  catalog(signal?: AbortSignal): Promise<Catalog> {
    return readCatalog(this.#database, signal);
  }

  async profile(request: ProfileRequest): Promise<TableProfile> {
    const { table, signal } = request;
    throwIfCancelled(signal);
    const duck = await this.#database.openAfresh(table.object.name, signal);
    return readOnly(duck, signal, (connection) =>
      profileFiles(connection, request, this.#database.place),
    );
  }

  sample(request: SampleRequest): Promise<Sample> {
    const { sql, signal } = request;
    return this.#reading(sql, signal, (connection) => sampleQuery(connection, request));
  }

  explain(sql: string, signal?: AbortSignal): Promise<QueryEstimate> {
    return this.#reading(sql, signal, (connection) => explainQuery(connection, sql, signal));
  }

  describe(sql: string, signal?: AbortSignal): Promise<Schema> {
    return this.#reading(sql, signal, (connection) => describeQuery(connection, sql, signal));
  }

  async describePath(path: string, signal?: AbortSignal): Promise<Schema> {
    throwIfCancelled(signal);
    const duck = await this.#database.open(path, signal);
    const sql = `SELECT * FROM ${quoteName(path)}`;
    return duck.with((connection) => describeQuery(connection, sql, signal));
  }

  async measurePath(path: string, signal?: AbortSignal): Promise<PathSize> {
    throwIfCancelled(signal);
    return this.#database.measure(path, signal);
  }

  async openSnapshot(signal?: AbortSignal): Promise<SourceSnapshot> {
    throwIfCancelled(signal);
    return new PreparedSnapshot((sql, signal) => this.#database.prepare(sql, signal));
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  async #reading<T>(
    sql: string,
    signal: AbortSignal | undefined,
    action: (connection: DuckConnection) => Promise<T>,
  ): Promise<T> {
    throwIfCancelled(signal);
    const { duck } = await this.#database.prepare(sql, signal);
    return readOnly(duck, signal, action);
  }
}

/** A connection of its own in a transaction that cannot write. */
function readOnly<T>(
  duck: DuckProcess,
  signal: AbortSignal | undefined,
  action: (connection: DuckConnection) => Promise<T>,
): Promise<T> {
  return duck.with(async (connection) => {
    await connection.run('BEGIN TRANSACTION READ ONLY', { doing: 'read', signal });
    return action(connection);
  });
}
