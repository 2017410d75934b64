import { clickhouseSettingsFromUrl } from '@ai-etl/connectors';
import { AiEtlError, messageOf, type ConnectionSettings } from '@ai-etl/core';
import {
  startEmbeddedPostgres,
  startLocalClickHouse,
  type LocalClickHouse,
  type ServerEvent,
} from '@ai-etl/local';
import type { Config } from '../config.ts';

/** Where our data and the warehouse are. */
export interface OpenServers {
  /** May change when a bundled server had to be restarted on another port. */
  databaseUrl(): string;
  /** Superuser URL of the embedded PostgreSQL; null when DATABASE_URL names another. */
  readonly embeddedPostgresUrl: string | null;
  /** null: there is no local warehouse. */
  readonly warehouse: ConnectionSettings | null;
  stop(): Promise<void>;
}

export interface OpenServersOptions {
  readonly config: Pick<Config, 'home' | 'databaseUrl' | 'clickhouseUrl'>;
  /** A worker reaches warehouses through its runs' connections, and needs none itself. */
  readonly withWarehouse: boolean;
  readonly say: (line: string) => void;
  /** The embedded PostgreSQL came back, on the port it had or, rarely, another. */
  readonly onDatabaseRestarted: () => void;
  readonly signal: AbortSignal;
}

/**
 * Starts, or adopts, a bundled server for each URL that is not configured. ClickHouse is
 * optional: where its package is missing everything else works, and a line says so.
 */
export async function openServers(options: OpenServersOptions): Promise<OpenServers> {
  const { config, say, signal, withWarehouse } = options;
  const { home, databaseUrl, clickhouseUrl } = config;
  const onEvent = (event: ServerEvent): void => {
    if (event.kind === 'restarted') options.onDatabaseRestarted();
  };
  const postgres =
    databaseUrl === null ? await startEmbeddedPostgres({ home, log: say, onEvent, signal }) : null;
  try {
    const local = withWarehouse && clickhouseUrl === null;
    const clickhouse = local ? await startOptionalClickHouse({ home, say, signal }) : null;
    return {
      databaseUrl: () => postgres?.url ?? databaseUrl ?? '',
      embeddedPostgresUrl: postgres?.url ?? null,
      warehouse: warehouseSettings(clickhouseUrl, clickhouse),
      stop: async () => {
        await Promise.all([clickhouse?.stop(), postgres?.stop()]);
      },
    };
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

async function startOptionalClickHouse(request: {
  readonly home: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}) {
  const { home, say, signal } = request;
  try {
    return await startLocalClickHouse({ home, log: say, signal });
  } catch (error) {
    if (!(error instanceof AiEtlError) || error.code !== 'LOCAL_COMPONENT_MISSING') throw error;
    say(`No local warehouse: ${messageOf(error)}`);
    return null;
  }
}

/** Settings of a clickhouse connection. */
function warehouseSettings(
  clickhouseUrl: string | null,
  local: LocalClickHouse | null,
): ConnectionSettings | null {
  if (clickhouseUrl !== null) return clickhouseSettingsFromUrl(clickhouseUrl);
  if (local === null) return null;
  const { url, user, password, database } = local;
  return { ...clickhouseSettingsFromUrl(url), user, password, database };
}
