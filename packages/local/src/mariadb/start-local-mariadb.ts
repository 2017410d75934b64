import { join, resolve } from 'node:path';
import { invariant } from '@ai-etl/core';
import { makeDirectory, readOrCreateSecret } from '../process/private-file.ts';
import { LOOPBACK } from '../process/port.ts';
import { pidOf } from '../process/process-identity.ts';
import { stopUnheldServer, superviseServer, type ServerKind } from '../process/supervisor.ts';
import { findMariadb, MARIADB_PACKAGE } from './binaries.ts';
import { MARIADB_USER } from './data-directory.ts';
import { describeMariadb } from './mariadb-kind.ts';

export interface LocalMariadbOptions {
  /** Holds data, password and log. */
  readonly home: string;
  readonly log?: (line: string) => void;
  /** Aborts the start, not the running server. */
  readonly signal?: AbortSignal;
}

/** A MariaDB for tests: `npm start` does not use one. */
export interface LocalMariadb {
  readonly host: string;
  /** It may change after a restart, only when the port was taken meanwhile. */
  readonly port: number;
  /** May do everything on the server. */
  readonly user: string;
  readonly password: string;
  readonly pid: number;
  /** True when the server ran already: started by another process, or left by a killed one. */
  readonly adopted: boolean;
  /** Lets go of the server; the last holder of all processes stops it. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts the MariaDB that is installed on this machine on a data directory of its own, or adopts the
 * one that runs on the same home, and keeps it alive until `stop`. A MariaDB service of the machine is
 * none of our business. Errors: LOCAL_COMPONENT_MISSING, LOCAL_SERVER_FAILED.
 */
export async function startLocalMariadb(options: LocalMariadbOptions): Promise<LocalMariadb> {
  const { kind, password } = openKind(options);
  const server = await superviseServer(
    kind,
    options.signal === undefined ? {} : { signal: options.signal },
  );
  return {
    host: LOOPBACK,
    get port() {
      return server.current().port;
    },
    user: MARIADB_USER,
    password,
    get pid() {
      return pidOf(server.current().identity);
    },
    adopted: server.adopted,
    stop: () => server.stop(),
  };
}

/** Stops a server that no live process holds; false when one does. */
export async function stopLocalMariadb(home: string): Promise<boolean> {
  return await stopUnheldServer(openKind({ home }).kind);
}

/**
 * Whether tests on MariaDB can run. Where it is not installed they fail in CI (true, and the start
 * says what is missing) and are skipped elsewhere, with the reason printed.
 */
export function isMariadbTestable(): boolean {
  if (findMariadb() !== undefined) return true;
  process.stderr.write(
    `Skipped: MariaDB (Debian's package ${MARIADB_PACKAGE}) is not installed.\n`,
  );
  return process.env['CI'] !== undefined;
}

function openKind(options: LocalMariadbOptions): {
  readonly kind: ServerKind;
  readonly password: string;
} {
  invariant(options.home !== '', 'home is a directory');
  const home = resolve(options.home);
  makeDirectory(home, true);
  const stateDirectory = join(home, 'run', 'mariadb');
  const password = readOrCreateSecret(join(stateDirectory, 'password'));
  const log = options.log ?? (() => undefined);
  return { kind: describeMariadb({ home, stateDirectory, password, port: 0, log }), password };
}
