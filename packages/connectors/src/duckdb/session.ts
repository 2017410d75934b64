import type {
  Catalog,
  ConnectionSettings,
  ConnectionTest,
  ConnectorSession,
  OpenOptions,
  ProfileRequest,
  QueryEstimate,
  Sample,
  SampleRequest,
  Schema,
  SourceSnapshot,
  TableProfile,
  TargetLoader,
} from '@ai-etl/core';
import { throwIfCancelled } from '../kit/cancelled.ts';
import type { DuckConnection } from '../kit/duckdb/duck-connection.ts';
import { DuckSnapshot } from '../kit/duckdb/snapshot.ts';
import { profileRelation } from '../kit/duckdb/profile/profile.ts';
import { quoteObject } from '../kit/duckdb/quote.ts';
import { readCatalog } from './catalog.ts';
import { Database } from './database.ts';
import { DuckdbLoader } from './loader/loader.ts';
import { describeQuery, explainQuery, sampleQuery } from '../kit/duckdb/query.ts';
import { readFacts } from './profile/facts.ts';
import { findFile } from './settings.ts';
import { testConnection } from './test-connection.ts';

/** Opens a session, see Connector.open. */
export async function openSession(
  settings: ConnectionSettings,
  options: OpenOptions,
): Promise<ConnectorSession> {
  throwIfCancelled(options.signal);
  const file = await findFile(settings, options);
  const database = new Database(file, options.label);
  // Opens the file now: what is wrong with it is said by open.
  await database.process();
  if (options.signal?.aborted === true) {
    await database.close();
    throwIfCancelled(options.signal);
  }
  return new DuckdbSession(database);
}

class DuckdbSession implements ConnectorSession {
  readonly loader: TargetLoader;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    this.loader = new DuckdbLoader(database);
  }

  test(signal?: AbortSignal): Promise<ConnectionTest> {
    return this.#reading(signal, (connection) =>
      testConnection(connection, { file: this.#database.file, signal }),
    );
  }

  catalog(signal?: AbortSignal): Promise<Catalog> {
    return this.#reading(signal, (connection) => readCatalog(connection, signal));
  }

  profile(request: ProfileRequest): Promise<TableProfile> {
    const { table, signal } = request;
    return this.#reading(signal, (connection) =>
      profileRelation(connection, request, {
        from: quoteObject(table.object),
        facts: (options) => readFacts(connection, table, options),
      }),
    );
  }

  sample(request: SampleRequest): Promise<Sample> {
    return this.#reading(request.signal, (connection) => sampleQuery(connection, request));
  }

  explain(sql: string, signal?: AbortSignal): Promise<QueryEstimate> {
    return this.#reading(signal, (connection) => explainQuery(connection, sql, signal));
  }

  describe(sql: string, signal?: AbortSignal): Promise<Schema> {
    return this.#reading(signal, (connection) => describeQuery(connection, sql, signal));
  }

  async openSnapshot(signal?: AbortSignal): Promise<SourceSnapshot> {
    throwIfCancelled(signal);
    return new DuckSnapshot(await this.#database.process());
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** A connection of its own in a transaction that cannot write. */
  async #reading<T>(
    signal: AbortSignal | undefined,
    action: (connection: DuckConnection) => Promise<T>,
  ): Promise<T> {
    throwIfCancelled(signal);
    const duck = await this.#database.process();
    return duck.with(async (connection) => {
      await connection.run('BEGIN TRANSACTION READ ONLY', { doing: 'read', signal });
      return action(connection);
    });
  }
}
