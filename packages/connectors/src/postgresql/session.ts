import type pg from 'pg';
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
import { cancelledError, throwIfCancelled } from '../kit/cancelled.ts';
import { readCatalog } from './catalog.ts';
import { backendPid, connect } from './connect.ts';
import { toPostgresqlError } from './errors.ts';
import { PostgresqlLoader } from './loader/loader.ts';
import { profileTable } from './profile/profile.ts';
import { describeQuery, explainQuery, sampleQuery } from './query.ts';
import { parseSettings, type PostgresqlSettings } from './settings.ts';
import { openSnapshot } from './snapshot.ts';
import { testConnection } from './test-connection.ts';

/** Opens a session, see Connector.open. */
export async function openSession(
  settings: ConnectionSettings,
  options: OpenOptions,
): Promise<ConnectorSession> {
  const parsed = parseSettings(settings);
  const client = await connect(parsed, options);
  // The caller's signal bounds opening, not the session's life.
  const { label, connectTimeoutMs } = options;
  return new PostgresqlSession(client, parsed, { label, connectTimeoutMs });
}

class PostgresqlSession implements ConnectorSession {
  readonly loader: TargetLoader;
  readonly #client: pg.Client;
  readonly #settings: PostgresqlSettings;
  readonly #options: OpenOptions;

  constructor(client: pg.Client, settings: PostgresqlSettings, options: OpenOptions) {
    this.#client = client;
    this.#settings = settings;
    this.#options = options;
    this.loader = new PostgresqlLoader(settings, options);
  }

  test(signal?: AbortSignal): Promise<ConnectionTest> {
    return this.#run(signal, () => testConnection(this.#client, this.#settings));
  }

  catalog(signal?: AbortSignal): Promise<Catalog> {
    return this.#run(signal, () => readCatalog(this.#client, this.#settings.schema));
  }

  sample(request: SampleRequest): Promise<Sample> {
    return this.#run(request.signal, () => sampleQuery(this.#client, request));
  }

  explain(sql: string, signal?: AbortSignal): Promise<QueryEstimate> {
    return this.#run(signal, () => explainQuery(this.#client, sql));
  }

  describe(sql: string, signal?: AbortSignal): Promise<Schema> {
    return this.#run(signal, () => describeQuery(this.#client, sql));
  }

  profile(request: ProfileRequest): Promise<TableProfile> {
    const { schema = this.#settings.schema, name } = request.table.object;
    const context = { settings: this.#settings, doing: 'read', object: `${schema}.${name}` };
    return this.#run(request.signal, () => profileTable(this.#client, request, context));
  }

  openSnapshot(signal?: AbortSignal): Promise<SourceSnapshot> {
    const options = signal === undefined ? this.#options : { ...this.#options, signal };
    return openSnapshot(this.#settings, options);
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }

  /** Runs with errors translated; abort cancels the statement at the server. */
  async #run<T>(signal: AbortSignal | undefined, action: () => Promise<T>): Promise<T> {
    throwIfCancelled(signal);
    const abort = (): void => void this.#cancel().catch(() => undefined);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await action();
    } catch (error) {
      if (signal?.aborted === true) throw cancelledError(signal);
      throw toPostgresqlError(error, { settings: this.#settings, doing: 'read' });
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async #cancel(): Promise<void> {
    const client = await connect(this.#settings, this.#options);
    try {
      await client.query('SELECT pg_cancel_backend($1)', [backendPid(this.#client)]);
    } finally {
      await client.end();
    }
  }
}
