import { spawn } from 'node:child_process';
import { closeSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { endProcess } from '../process/end-process.ts';
import { pollUntil } from '../process/pause.ts';
import { chooseFreePort, isPortFree, LOOPBACK } from '../process/port.ts';
import { readFileIfPresent, writePrivateFile } from '../process/private-file.ts';
import {
  isProcessAlive,
  readCommandLine,
  readProcessIdentity,
  type ProcessIdentity,
} from '../process/process-identity.ts';
import { openServerLog, readLogTail, sizeOf } from '../process/server-log.ts';
import type { RunningServer, ServerKind } from '../process/supervisor.ts';
import { chooseServerAccount, chooseServerRoot, type ServerAccount } from './account.ts';
import { resolvePostgresBinaries } from './binaries.ts';
import { ensureCluster, SERVER_ENVIRONMENT } from './cluster.ts';
import { sqlStateOf, withPostgres } from './connection.ts';
import { parsePostmasterFile } from './postmaster-pid.ts';

/** Crash recovery replays at most max_wal_size, which takes well below this. */
const READY_TIMEOUT_MS = 120_000;
const READY_POLL_MS = 40;
const LAUNCH_ATTEMPTS = 5;

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
  const root = recallRoot(options, account);
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

/** Where the data went at first start; permissions of the home may have changed since. */
function recallRoot(options: PostgresKindOptions, account: ServerAccount | undefined): string {
  const path = join(options.stateDirectory, 'root');
  const recalled = readFileIfPresent(path)?.trim();
  if (recalled !== undefined && recalled !== '') return recalled;
  const chosen = chooseServerRoot(options.home, account);
  writePrivateFile(path, `${chosen}\n`);
  return chosen;
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
    timeoutMs: READY_TIMEOUT_MS,
    everyMs: READY_POLL_MS,
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

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there yet, or not for us to look at: then the name as given has to do.
    return path;
  }
}

async function probe(
  place: Place,
  server: RunningServer,
): Promise<'ready' | 'gone' | 'refused' | undefined> {
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
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(place);
    const result = await tryLaunch(place, binaries.postgres, port);
    if (typeof result !== 'string') {
      writePrivateFile(join(place.stateDirectory, 'port'), `${port}\n`);
      place.log(`postgres: process ${result.identity.split(':')[0]} listens on port ${port}`);
      return result;
    }
    const retryable = /could not bind|pre-existing shared memory|is still in use/.test(result);
    if (!retryable || attempt === LAUNCH_ATTEMPTS) {
      throw new AiEtlError(
        'LOCAL_SERVER_FAILED',
        `PostgreSQL did not start on ${place.dataDirectory}, port ${port}. Its last lines:\n${result}`,
      );
    }
    place.log(`postgres: attempt ${attempt} failed, trying again`);
    await pollUntil(() => undefined, { timeoutMs: 300 * attempt, everyMs: 300 * attempt });
  }
}

/** Beside the data when the data left home: copies are shared by all homes of this machine. */
function copyRootOf(place: Place): string {
  return place.root.startsWith('/var/lib/ai-etl/')
    ? '/var/lib/ai-etl/bin'
    : join(place.root, 'bin');
}

async function choosePort(place: Place): Promise<number> {
  if (place.port !== 0) {
    if (await isPortFree(place.port)) return place.port;
    throw new AiEtlError(
      'LOCAL_SERVER_FAILED',
      `Port ${place.port}, asked for PostgreSQL, is taken by another program. ` +
        'Choose another port, or 0 for any free one.',
    );
  }
  const remembered = Number(readFileIfPresent(join(place.stateDirectory, 'port')) ?? 0);
  return remembered > 0 && (await isPortFree(remembered)) ? remembered : await chooseFreePort();
}

/** Starts the process; the answer is the server, or its last words. */
async function tryLaunch(
  place: Place,
  postgres: string,
  port: number,
): Promise<RunningServer | string> {
  const { account, dataDirectory } = place;
  const logPath = logPathOf(place);
  const logStart = sizeOf(logPath);
  const log = openServerLog(logPath);
  let failure: string | undefined;
  try {
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    const child = spawn(
      postgres,
      ['-D', realPathOf(dataDirectory), '-p', String(port), ...settings],
      {
        cwd: place.root,
        env: SERVER_ENVIRONMENT,
        // A session of its own: a Ctrl-C in our terminal must not reach it.
        detached: true,
        stdio: ['ignore', log, log],
        ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
      },
    );
    child.once('error', (error) => (failure = messageOf(error)));
    child.once(
      'exit',
      (code, signal) => (failure ??= `It ended with ${signal ?? `code ${code}`}.`),
    );
    child.unref();
    const server = await pollUntil(
      async () => {
        if (failure !== undefined) return failure;
        const identity = child.pid === undefined ? undefined : readProcessIdentity(child.pid);
        if (identity === undefined) return undefined;
        return await launched(place, identity, port);
      },
      { timeoutMs: READY_TIMEOUT_MS, everyMs: READY_POLL_MS },
    );
    if (server !== undefined && typeof server !== 'string') return server;
    return `${readLogTail(logPath, logStart)}\n${failure ?? 'It did not answer in time.'}`;
  } finally {
    closeSync(log);
  }
}

async function launched(
  place: Place,
  identity: ProcessIdentity,
  port: number,
): Promise<RunningServer | string | undefined> {
  const server = { identity, port };
  const answer = await probe(place, server);
  if (answer === 'ready') return server;
  return answer === 'refused'
    ? 'It rejects the password kept in this home; the password file was replaced.'
    : undefined;
}

function logPathOf(place: Place): string {
  return join(place.stateDirectory, 'server.log');
}
