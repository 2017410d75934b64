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
import { isErrno } from '../process/errno.ts';
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
import { requireMariadb } from './binaries.ts';
import { withMariadb } from './connection.ts';
import { ensureDataDirectory, MARIADB_ENVIRONMENT } from './data-directory.ts';

/** An orphan may be in the middle of its crash recovery. */
const ADOPT_TIMEOUT_MS = 120_000;
const PROBE_EVERY_MS = 40;

/**
 * Small, for tests beside other servers on 2 cores. A commit is written but not flushed: it survives
 * the death of any process, not a power cut.
 */
const SETTINGS = [
  `--bind-address=${LOOPBACK}`,
  // No socket: its path would need a directory that both accounts may enter.
  '--socket=',
  '--skip-name-resolve',
  '--local-infile=1',
  '--character-set-server=utf8mb4',
  '--innodb-buffer-pool-size=64M',
  '--innodb-log-file-size=64M',
  '--innodb-flush-log-at-trx-commit=2',
  '--key-buffer-size=1M',
  '--aria-pagecache-buffer-size=8M',
  '--max-connections=150',
  '--max-allowed-packet=64M',
  '--skip-log-bin',
] as const;

export interface MariadbKindOptions {
  readonly home: string;
  readonly stateDirectory: string;
  /** 0: choose and remember. */
  readonly port: number;
  readonly password: string;
  readonly log: (line: string) => void;
}

/** Describes the MariaDB of one home to the supervisor. */
export function describeMariadb(options: MariadbKindOptions): ServerKind {
  const account = chooseServerAccount();
  const root = recallServerRoot({ ...options, server: 'mariadb' }, account);
  const place: Place = { ...options, account, root, dataDirectory: join(root, 'data') };
  return {
    name: 'mariadb',
    stateDirectory: options.stateDirectory,
    find: () => findServer(place),
    launch: () => launch(place),
    terminate: (server) =>
      // SIGTERM: sessions are ended, dirty pages written.
      endProcess(server.identity, [
        { signal: 'SIGTERM', waitMs: 30_000 },
        { signal: 'SIGKILL', waitMs: 5_000 },
      ]),
  };
}

interface Place extends MariadbKindOptions {
  readonly account: ServerAccount | undefined;
  readonly root: string;
  readonly dataDirectory: string;
}

async function findServer(place: Place): Promise<RunningServer | undefined> {
  const path = pidPathOf(place);
  const pid = Number(readFileIfPresent(path)?.trim() ?? Number.NaN);
  if (!Number.isInteger(pid)) return undefined;
  const identity = readProcessIdentity(pid);
  const port = portOf(readCommandLine(pid), place);
  if (identity === undefined || port === undefined) {
    place.log(`mariadb: removing a stale ${path}`);
    rmSync(path, { force: true });
    return undefined;
  }
  const server = { identity, port };
  const answer = await pollUntil(() => probe(place, server), {
    timeoutMs: ADOPT_TIMEOUT_MS,
    everyMs: PROBE_EVERY_MS,
  });
  if (answer === 'ready') return server;
  if (answer === 'gone') return findServer(place);
  throw new AiEtlError(
    'LOCAL_SERVER_FAILED',
    `MariaDB (process ${pid}, port ${port}) runs on ${place.dataDirectory} but does not accept our ` +
      `connection. Its last lines:\n${readLogTail(join(place.stateDirectory, 'server.log'))}`,
  );
}

/** The port that the command line of a server of ours names; undefined for any other process. */
function portOf(command: string, place: Place): number | undefined {
  if (!command.includes(`--datadir=${realPathOf(place.dataDirectory)} `)) return undefined;
  const port = Number(/ --port=(\d+)/.exec(command)?.[1] ?? Number.NaN);
  return Number.isInteger(port) ? port : undefined;
}

async function probe(place: Place, server: RunningServer): Promise<ProbeAnswer> {
  if (!isProcessAlive(server.identity)) return 'gone';
  try {
    const { port } = server;
    await withMariadb({ port, password: place.password }, (client) => client.query('SELECT 1'));
    return 'ready';
  } catch (error) {
    return isErrno(error, 'ER_ACCESS_DENIED_ERROR') ? 'refused' : undefined;
  }
}

async function launch(place: Place): Promise<RunningServer> {
  const { account, root, password } = place;
  const binaries = requireMariadb();
  await ensureDataDirectory({ root, binaries, account, password });
  return await launchServer({
    ...place,
    name: 'mariadb',
    commandFor: (port) => ({
      program: binaries.server,
      args: [
        '--no-defaults',
        `--datadir=${realPathOf(place.dataDirectory)}`,
        `--pid-file=${pidPathOf(place)}`,
        `--port=${port}`,
        ...SETTINGS,
      ],
      cwd: root,
      environment: MARIADB_ENVIRONMENT,
      account,
    }),
    probe: (server) => probe(place, server),
    // A killed server needs a moment to let go of its files.
    retryWhen: /Can't start server: Bind on|Unable to lock|already in use/,
  });
}

function pidPathOf(place: Place): string {
  return join(place.root, 'mariadbd.pid');
}
