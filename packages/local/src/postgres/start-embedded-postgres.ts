import { join, resolve } from 'node:path';
import { invariant } from '@ai-etl/core';
import { makeDirectory, readOrCreateSecret } from '../process/private-file.ts';
import { superviseServer, stopUnheldServer, type ServerEvent } from '../process/supervisor.ts';
import { pidOf } from '../process/process-identity.ts';
import { createDatabase } from './connection.ts';
import { POSTGRES_USER } from './cluster.ts';
import { describePostgres, type PostgresKind } from './postgres-kind.ts';

export interface EmbeddedPostgresOptions {
  /** AI_ETL_HOME: holds data, password and log. */
  readonly home: string;
  /** Fixed port; without it (or 0) a free one is chosen once and remembered. */
  readonly port?: number;
  /** Database that `url` names; created when missing. Default `ai_etl`. */
  readonly databaseName?: string;
  readonly log?: (line: string) => void;
  readonly onEvent?: (event: ServerEvent) => void;
  /** Aborts the start, not the running server. */
  readonly signal?: AbortSignal;
}

export interface EmbeddedPostgres {
  /** postgresql:// URL of the database, password included. It may change after a restart only
   *  when the port was taken meanwhile. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** True when the server ran already: started by another process, or left by a killed one. */
  readonly adopted: boolean;
  readonly dataDirectory: string;
  /** Lets go of the server; the last holder of all processes stops it. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL 18 that npm brought, or adopts the one that runs on the same home, and
 * keeps it alive until `stop`. Any number of processes may call it at once. Errors:
 * LOCAL_COMPONENT_MISSING, LOCAL_SERVER_FAILED with the server's last log lines.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const kind = openKind(options);
  const server = await superviseServer(kind, {
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  });
  if (server.adopted) {
    const { identity, port } = server.current();
    options.log?.(`postgres: adopted process ${pidOf(identity)} on port ${port}`);
  }
  const databaseName = options.databaseName ?? 'ai_etl';
  try {
    await createDatabase(kind.urlOf(server.current().port, 'postgres'), databaseName);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    get url() {
      return kind.urlOf(server.current().port, databaseName);
    },
    get port() {
      return server.current().port;
    },
    get pid() {
      return pidOf(server.current().identity);
    },
    adopted: server.adopted,
    dataDirectory: kind.dataDirectory,
    stop: () => server.stop(),
  };
}

/** Stops a server that no live process holds; false when one does. */
export async function stopEmbeddedPostgres(home: string): Promise<boolean> {
  return await stopUnheldServer(openKind({ home }));
}

function openKind(options: EmbeddedPostgresOptions): PostgresKind {
  invariant(options.home !== '', 'home is a directory');
  const home = resolve(options.home);
  makeDirectory(home, true);
  const stateDirectory = join(home, 'run', 'postgres');
  return describePostgres({
    home,
    stateDirectory,
    port: options.port ?? 0,
    user: POSTGRES_USER,
    password: readOrCreateSecret(join(stateDirectory, 'password')),
    log: options.log ?? (() => undefined),
  });
}
