import {
  AiEtlError,
  type Catalog,
  type ConnectionSettings,
  type ConnectionTest,
  type ConnectorSession,
  type OpenOptions,
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
import { describeQuery } from '../kit/duckdb/query.ts';
import { readCatalog } from './catalog.ts';
import { ApiClient } from './client/api-client.ts';
import { profileApi } from './profile.ts';
import { ApiDatabase, everything } from './reading/api-database.ts';
import { sampleApi } from './sample.ts';
import { parseApi } from './settings.ts';
import { PreparedSnapshot } from '../kit/duckdb/prepared-snapshot.ts';
import { testConnection } from './test-connection.ts';

/** Opens a session, see Connector.open. Nothing is called yet. */
export async function openSession(
  settings: ConnectionSettings,
  options: OpenOptions,
): Promise<ConnectorSession> {
  throwIfCancelled(options.signal);
  const api = parseApi(settings);
  const client = new ApiClient(api, options.outbound ?? { allows: () => false });
  return new ApiSession(new ApiDatabase(api, { client, label: options.label }));
}

class ApiSession implements ConnectorSession {
  readonly #database: ApiDatabase;

  constructor(database: ApiDatabase) {
    this.#database = database;
  }

  get loader(): TargetLoader {
    throw new AiEtlError('VALIDATION_ERROR', 'HTTP APIs are only read, not written.');
  }

  test(signal?: AbortSignal): Promise<ConnectionTest> {
    return testConnection(this.#database, signal);
  }

  catalog(signal?: AbortSignal): Promise<Catalog> {
    return readCatalog(this.#database, signal);
  }

  profile(request: ProfileRequest): Promise<TableProfile> {
    return profileApi(this.#database, request);
  }

  sample(request: SampleRequest): Promise<Sample> {
    return sampleApi(this.#database, request);
  }

  /** Only whether the query can run: how many records there are is known when all were fetched. */
  async explain(sql: string, signal?: AbortSignal): Promise<QueryEstimate> {
    await this.describe(sql, signal);
    return { rows: null, bytes: null };
  }

  async describe(sql: string, signal?: AbortSignal): Promise<Schema> {
    const { duck } = await this.#database.prepare(sql, { signal });
    return duck.with(async (connection: DuckConnection) => {
      await connection.run('BEGIN TRANSACTION READ ONLY', { doing: 'read', signal });
      return describeQuery(connection, sql, signal);
    });
  }

  async openSnapshot(signal?: AbortSignal): Promise<SourceSnapshot> {
    throwIfCancelled(signal);
    return new PreparedSnapshot(async (sql, signal) => {
      const { duck } = await this.#database.prepare(sql, { wanted: everything, signal });
      return { duck };
    });
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}
