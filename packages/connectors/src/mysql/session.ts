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
import { connect, disconnect, type MysqlConnection } from './connect.ts';
import { toMysqlError } from './errors.ts';
import { kill } from './kill.ts';
import { MysqlLoader } from './loader/loader.ts';
import { profileTable } from './profile/profile.ts';
import { describeQuery, explainQuery, sampleQuery } from './query.ts';
import { parseSettings, type MysqlSettings } from './settings.ts';
import { openSnapshot } from './snapshot.ts';
import { testConnection } from './test-connection.ts';

/** Opens a session, see Connector.open. */
export async function openSession(
  settings: ConnectionSettings,
  options: OpenOptions,
): Promise<ConnectorSession> {
  const parsed = parseSettings(settings);
  const connection = await connect(parsed, options);
  // The caller's signal bounds opening, not the session's life.
  const { label, connectTimeoutMs } = options;
  return new MysqlSession(connection, parsed, { label, connectTimeoutMs });
}

class MysqlSession implements ConnectorSession {
  readonly loader: TargetLoader;
  readonly #connection: MysqlConnection;
  readonly #settings: MysqlSettings;
  readonly #options: OpenOptions;

  constructor(connection: MysqlConnection, settings: MysqlSettings, options: OpenOptions) {
    this.#connection = connection;
    this.#settings = settings;
    this.#options = options;
    this.loader = new MysqlLoader(settings, options);
  }

  test(signal?: AbortSignal): Promise<ConnectionTest> {
    return this.#run(signal, () => testConnection(this.#connection, this.#settings));
  }

  catalog(signal?: AbortSignal): Promise<Catalog> {
    return this.#run(signal, () => readCatalog(this.#connection, this.#settings.database));
  }

  profile(request: ProfileRequest): Promise<TableProfile> {
    return this.#run(request.signal, () => profileTable(this.#connection, request, this.#settings));
  }

  sample(request: SampleRequest): Promise<Sample> {
    return this.#run(request.signal, () => sampleQuery(this.#connection, request));
  }

  explain(sql: string, signal?: AbortSignal): Promise<QueryEstimate> {
    return this.#run(signal, () => explainQuery(this.#connection, sql));
  }

  describe(sql: string, signal?: AbortSignal): Promise<Schema> {
    return this.#run(signal, () => describeQuery(this.#connection, sql));
  }

  openSnapshot(signal?: AbortSignal): Promise<SourceSnapshot> {
    const options = signal === undefined ? this.#options : { ...this.#options, signal };
    return openSnapshot(this.#settings, options);
  }

  async close(): Promise<void> {
    disconnect(this.#connection);
  }

  /** Runs with errors translated; abort cancels the statement at the server. */
  async #run<T>(signal: AbortSignal | undefined, action: () => Promise<T>): Promise<T> {
    throwIfCancelled(signal);
    const access = { settings: this.#settings, options: this.#options };
    const abort = (): void => void kill('QUERY', this.#connection, access).catch(() => undefined);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await action();
    } catch (error) {
      if (signal?.aborted === true) throw cancelledError(signal);
      throw toMysqlError(error, { settings: this.#settings, doing: 'read' });
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }
}
