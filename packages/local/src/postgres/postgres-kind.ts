import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import {
  chooseServerAccount,
  realPathOf,
  recallServerRoot,
  type ServerAccount,
} from '../process/account.ts';
import { endProcess } from '../process/end-process.ts';
import { launchServer, type ProbeAnswer } from '../process/launch.ts';
import { pollUntil } from '../process/pause.ts';
import { LOOPBACK } from '../process/port.ts';
import { readFileIfPresent } from '../process/private-file.ts';
import {
  isProcessAlive,
  readCommandLine,
  readProcessIdentity,
} from '../process/process-identity.ts';
import { readLogTail } from '../process/server-log.ts';
import type { RunningServer, ServerKind } from '../process/supervisor.ts';
import { resolvePostgresBinaries } from './binaries.ts';
import { ensureCluster, SERVER_ENVIRONMENT } from './cluster.ts';
import { sqlStateOf, withPostgres } from './connection.ts';
import { parsePostmasterFile } from './postmaster-pid.ts';

/** An orphan may be in the middle of its crash recovery. */
const ADOPT_TIMEOUT_MS = 120_000;
const PROBE_EVERY_MS = 40;

/**
 * For 2 cores and a shared machine. fsync stays on: acknowledged means stored. Unix sockets are
 * off: their path would need a directory both accounts may enter.
 */
const SETTINGS = {
  listen_addresses: LOOPBACK,
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  maintenance_work_mem: '128MB',
  work_mem: '16MB',
  max_wal_size: '2GB',
  checkpoint_completion_target: '0.9',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
} as const;

export interface PostgresKindOptions {
  readonly home: string;
  readonly stateDirectory: string;
  /** 0: choose and remember. */
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly log: (line: string) => void;
}

/** How the bundled PostgreSQL is found, launched and ended. */
export interface PostgresKind extends ServerKind {
  readonly dataDirectory: string;
  urlOf(port: number, database: string): string;
}

/** Describes the server of one home to the supervisor. */
export function describePostgres(options: PostgresKindOptions): PostgresKind {
  const account = chooseServerAccount();
  const root = recallServerRoot({ ...options, server: 'postgres' }, account);
  const dataDirectory = join(root, 'data');
  const urlOf = (port: number, database: string) =>
    `postgresql://${options.user}:${options.password}@${LOOPBACK}:${port}/${database}`;
  const place: Place = { ...options, account, root, dataDirectory, urlOf };
  return {
    name: 'postgres',
    stateDirectory: options.stateDirectory,
    dataDirectory,
    urlOf,
    find: () => findPostgres(place),
    launch: () => launchPostgres(place),
    terminate: (server) =>
      // SIGINT: sessions are ended, a checkpoint is written. SIGQUIT: recovery at next start.
      endProcess(server.identity, [
        { signal: 'SIGINT', waitMs: 20_000 },
        { signal: 'SIGQUIT', waitMs: 5_000 },
        { signal: 'SIGKILL', waitMs: 5_000 },
      ]),
  };
}

interface Place extends PostgresKindOptions {
  readonly account: ServerAccount | undefined;
  readonly root: string;
  readonly dataDirectory: string;
  urlOf(port: number, database: string): string;
}

async function findPostgres(place: Place): Promise<RunningServer | undefined> {
  const pidFile = join(place.dataDirectory, 'postmaster.pid');
  const written = parsePostmasterFile(readFileIfPresent(pidFile) ?? '');
  if (written === undefined) return undefined;
  const identity = readProcessIdentity(written.pid);
  if (identity === undefined || !isOurPostmaster(written.pid, place.dataDirectory)) {
    // Its process is gone, or the pid now belongs to somebody else: PostgreSQL would refuse to
    // start over the second kind.
    place.log(`postgres: removing a stale ${pidFile}`);
    rmSync(pidFile, { force: true });
    return undefined;
  }
  const server = { identity, port: written.port };
  const answer = await pollUntil(() => probe(place, server), {
    timeoutMs: ADOPT_TIMEOUT_MS,
    everyMs: PROBE_EVERY_MS,
  });
  if (answer === 'ready') return server;
  if (answer === 'gone') return findPostgres(place);
  throw new AiEtlError(
    'LOCAL_SERVER_FAILED',
    `PostgreSQL (process ${written.pid}, port ${written.port}) runs on ${place.dataDirectory} but ` +
      `does not accept our connection. Its last lines:\n${readLogTail(logPathOf(place))}`,
  );
}

function isOurPostmaster(pid: number, dataDirectory: string): boolean {
  const command = readCommandLine(pid);
  return command.includes('postgres') && command.includes(realPathOf(dataDirectory));
}

async function probe(place: Place, server: RunningServer): Promise<ProbeAnswer> {
  if (!isProcessAlive(server.identity)) return 'gone';
  try {
    await withPostgres(place.urlOf(server.port, 'postgres'), (client) => client.query('SELECT 1'));
    return 'ready';
  } catch (error) {
    // 28P01, 28000: it runs and rejects our password, so waiting is of no use.
    return ['28P01', '28000'].includes(sqlStateOf(error) ?? '') ? 'refused' : undefined;
  }
}

async function launchPostgres(place: Place): Promise<RunningServer> {
  const { account } = place;
  const binaries = resolvePostgresBinaries(copyRootOf(place), account !== undefined);
  await ensureCluster({ root: place.root, binaries, account, password: place.password });
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return await launchServer({
    ...place,
    name: 'postgres',
    commandFor: (port) => ({
      program: binaries.postgres,
      args: ['-D', realPathOf(place.dataDirectory), '-p', String(port), ...settings],
      cwd: place.root,
      environment: SERVER_ENVIRONMENT,
      account,
    }),
    probe: (server) => probe(place, server),
    // Backends of a killed server need a moment to let go of its shared memory.
    retryWhen: /could not bind|pre-existing shared memory|is still in use/,
  });
}

/** Beside the data when the data left home: copies are shared by all homes of this machine. */
function copyRootOf(place: Place): string {
  return place.root.startsWith('/var/lib/ai-etl/')
    ? '/var/lib/ai-etl/bin'
    : join(place.root, 'bin');
}

function logPathOf(place: Place): string {
  return join(place.stateDirectory, 'server.log');
}
