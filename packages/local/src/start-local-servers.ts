import { startLocalClickHouse, type LocalClickHouse } from './clickhouse/start-local-clickhouse.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from './postgres/start-embedded-postgres.ts';
import type { ServerEvent } from './process/supervisor.ts';

export interface LocalServersOptions {
  /** AI_ETL_HOME. */
  readonly home: string;
  readonly databaseName?: string;
  readonly postgresPort?: number;
  readonly clickhousePort?: number;
  readonly log?: (line: string) => void;
  readonly onEvent?: (event: ServerEvent) => void;
  readonly signal?: AbortSignal;
}

export interface LocalServers {
  readonly postgres: EmbeddedPostgres;
  readonly clickhouse: LocalClickHouse;
  /** Lets go of both. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts or adopts both servers at once. When one fails, the other is let go and the error of
 * PostgreSQL, else that of ClickHouse, is thrown. Errors: LOCAL_COMPONENT_MISSING, LOCAL_SERVER_FAILED.
 */
export async function startLocalServers(options: LocalServersOptions): Promise<LocalServers> {
  const { home, databaseName, postgresPort, clickhousePort, log, onEvent, signal } = options;
  const common = {
    home,
    ...(log === undefined ? {} : { log }),
    ...(onEvent === undefined ? {} : { onEvent }),
    ...(signal === undefined ? {} : { signal }),
  };
  const [postgres, clickhouse] = await Promise.allSettled([
    startEmbeddedPostgres({
      ...common,
      ...(databaseName === undefined ? {} : { databaseName }),
      ...(postgresPort === undefined ? {} : { port: postgresPort }),
    }),
    startLocalClickHouse({
      ...common,
      ...(clickhousePort === undefined ? {} : { port: clickhousePort }),
    }),
  ]);
  if (postgres.status === 'fulfilled' && clickhouse.status === 'fulfilled') {
    const servers = [postgres.value, clickhouse.value];
    return {
      postgres: postgres.value,
      clickhouse: clickhouse.value,
      stop: async () => {
        await Promise.all(servers.map((server) => server.stop()));
      },
    };
  }
  let failure: unknown;
  for (const result of [clickhouse, postgres]) {
    if (result.status === 'fulfilled') await result.value.stop();
    else failure = result.reason;
  }
  throw failure;
}
