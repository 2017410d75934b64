import { z } from 'zod';
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
import { ClickhouseClient } from './client.ts';
import { ClickhouseLoader } from './loader/loader.ts';
import { profileTable } from './profile/profile.ts';
import { describeQuery, explainQuery, sampleQuery } from './query.ts';
import { parseSettings } from './settings.ts';
import { ClickhouseSnapshot } from './snapshot.ts';
import { testConnection } from './test-connection.ts';

/** Opens a session, see Connector.open. */
export async function openSession(
  settings: ConnectionSettings,
  options: OpenOptions,
): Promise<ConnectorSession> {
  const client = new ClickhouseClient(parseSettings(settings), options);
  try {
    // HTTP has no log-in: the first statement finds out. It fails when the database is unknown.
    const limit = AbortSignal.timeout(options.connectTimeoutMs);
    const signal = options.signal === undefined ? limit : AbortSignal.any([options.signal, limit]);
    await client.rows('SELECT 1 AS one', z.object({ one: z.number() }), {
      signal,
      doing: 'connect',
      timeoutSignal: limit,
    });
    return new ClickhouseSession(client);
  } catch (error) {
    await client.close();
    throw error;
  }
}

class ClickhouseSession implements ConnectorSession {
  readonly loader: TargetLoader;
  readonly #client: ClickhouseClient;

  constructor(client: ClickhouseClient) {
    this.#client = client;
    this.loader = new ClickhouseLoader(client);
  }

  test(signal?: AbortSignal): Promise<ConnectionTest> {
    return testConnection(this.#client, signal);
  }

  catalog(signal?: AbortSignal): Promise<Catalog> {
    return readCatalog(this.#client, signal);
  }

  sample(request: SampleRequest): Promise<Sample> {
    return sampleQuery(this.#client, request);
  }

  explain(sql: string, signal?: AbortSignal): Promise<QueryEstimate> {
    return explainQuery(this.#client, sql, signal);
  }

  describe(sql: string, signal?: AbortSignal): Promise<Schema> {
    return describeQuery(this.#client, sql, signal);
  }

  profile(request: ProfileRequest): Promise<TableProfile> {
    return profileTable(this.#client, request);
  }

  async openSnapshot(): Promise<SourceSnapshot> {
    return new ClickhouseSnapshot(this.#client);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
