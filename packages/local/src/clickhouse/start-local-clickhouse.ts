import { join, resolve } from 'node:path';
import { invariant } from '@ai-etl/core';
import { makeDirectory, readOrCreateSecret } from '../process/private-file.ts';
import { LOOPBACK } from '../process/port.ts';
import { pidOf } from '../process/process-identity.ts';
import {
  stopUnheldServer,
  superviseServer,
  type ServerEvent,
  type ServerKind,
} from '../process/supervisor.ts';
import { describeClickHouse } from './clickhouse-kind.ts';

/** User of the local server. */
export const CLICKHOUSE_USER = 'default';
/** Database that exists from the first start; ENGINE = Atomic, so EXCHANGE TABLES works. */
export const WAREHOUSE_DATABASE = 'warehouse';

export interface LocalClickHouseOptions {
  /** AI_ETL_HOME: holds data, password and log. */
  readonly home: string;
  /** Fixed port; without it (or 0) a free one is chosen once and remembered. */
  readonly port?: number;
  readonly log?: (line: string) => void;
  readonly onEvent?: (event: ServerEvent) => void;
  /** Aborts the start, not the running server. */
  readonly signal?: AbortSignal;
}

export interface LocalClickHouse {
  /** http:// URL without credentials. It may change after a restart only when the port was
   *  taken meanwhile. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly port: number;
  readonly pid: number;
  /** True when the server ran already: started by another process, or left by a killed one. */
  readonly adopted: boolean;
  /** Lets go of the server; the last holder of all processes stops it. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts the ClickHouse that npm brought (chDB) in a child process behind ClickHouse's HTTP
 * protocol, or adopts the one that runs on the same home, and keeps it alive until `stop`. Any
 * number of processes may call it at once. Errors: LOCAL_COMPONENT_MISSING,
 * LOCAL_SERVER_FAILED with the server's last log lines.
 */
export async function startLocalClickHouse(
  options: LocalClickHouseOptions,
): Promise<LocalClickHouse> {
  const { kind, password } = openKind(options);
  const server = await superviseServer(kind, {
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  });
  if (server.adopted) {
    const { identity, port } = server.current();
    options.log?.(`clickhouse: adopted process ${pidOf(identity)} on port ${port}`);
  }
  return {
    get url() {
      return `http://${LOOPBACK}:${server.current().port}`;
    },
    get port() {
      return server.current().port;
    },
    get pid() {
      return pidOf(server.current().identity);
    },
    user: CLICKHOUSE_USER,
    password,
    database: WAREHOUSE_DATABASE,
    adopted: server.adopted,
    stop: () => server.stop(),
  };
}

/** Stops a server that no live process holds; false when one does. */
export async function stopLocalClickHouse(home: string): Promise<boolean> {
  return await stopUnheldServer(openKind({ home }).kind);
}

function openKind(options: LocalClickHouseOptions): {
  readonly kind: ServerKind;
  readonly password: string;
} {
  invariant(options.home !== '', 'home is a directory');
  const home = resolve(options.home);
  makeDirectory(home, true);
  const stateDirectory = join(home, 'run', 'clickhouse');
  const password = readOrCreateSecret(join(stateDirectory, 'password'));
  const kind = describeClickHouse({
    stateDirectory,
    password,
    port: options.port ?? 0,
    dataDirectory: join(home, 'clickhouse'),
    log: options.log ?? (() => undefined),
  });
  return { kind, password };
}
