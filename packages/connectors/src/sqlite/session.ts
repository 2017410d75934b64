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
import { readCatalog } from './catalog.ts';
import { SqliteLoader } from './loader/loader.ts';
import { describeQuery, explainQuery, sampleQuery } from './query.ts';
import { findDatabase } from './settings.ts';
import { profileTable } from './profile/profile.ts';
import { SessionProcess } from './process/session-process.ts';
import { openSnapshot } from './snapshot.ts';
import { testConnection } from './test-connection.ts';

/** Opens a session, see Connector.open. */
export async function openSession(
  settings: ConnectionSettings,
  options: OpenOptions,
): Promise<ConnectorSession> {
  const database = await findDatabase(settings, options);
  const reader = new SessionProcess(database, options.label);
  // Opens the file, or makes it: what is wrong with it is said now.
  await reader.use({ doing: 'open', signal: options.signal }, async () => undefined);
  return new SqliteSession(reader);
}

class SqliteSession implements ConnectorSession {
  readonly loader: TargetLoader;
  readonly #reader: SessionProcess;

  constructor(reader: SessionProcess) {
    this.#reader = reader;
    this.loader = new SqliteLoader(reader.database, reader.label);
  }

  test(signal?: AbortSignal): Promise<ConnectionTest> {
    return testConnection(this.#reader, signal);
  }

  catalog(signal?: AbortSignal): Promise<Catalog> {
    return readCatalog(this.#reader, signal);
  }

  sample(request: SampleRequest): Promise<Sample> {
    return sampleQuery(this.#reader, request);
  }

  profile(request: ProfileRequest): Promise<TableProfile> {
    return profileTable(this.#reader, request);
  }

  explain(sql: string, signal?: AbortSignal): Promise<QueryEstimate> {
    return explainQuery(this.#reader, sql, signal);
  }

  describe(sql: string, signal?: AbortSignal): Promise<Schema> {
    return describeQuery(this.#reader, { sql, signal });
  }

  openSnapshot(signal?: AbortSignal): Promise<SourceSnapshot> {
    const { database, label } = this.#reader;
    return openSnapshot({ database, label, ...(signal === undefined ? {} : { signal }) });
  }

  async close(): Promise<void> {
    await this.#reader.close();
  }
}
