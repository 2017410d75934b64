import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AiEtlError } from '@ai-etl/core';
import { endProcess } from '../process/end-process.ts';
import { launchServer, type ProbeAnswer } from '../process/launch.ts';
import { countLeases } from '../process/leases.ts';
import { pollUntil } from '../process/pause.ts';
import { LOOPBACK } from '../process/port.ts';
import { readFileIfPresent } from '../process/private-file.ts';
import { isProcessAlive, pidOf } from '../process/process-identity.ts';
import type { RunningServer, ServerKind } from '../process/supervisor.ts';
import { findAddon } from './server/native-engine.ts';
import { readServerRevision } from './server/revision.ts';

const PROBE_EVERY_MS = 40;
/** A live process that says nothing for this long is replaced. */
const SILENT_AFTER_MS = 20_000;
const PING_TIMEOUT_MS = 5_000;

const CHILD_ENVIRONMENT = {
  // Each query holds one thread of this pool while it runs.
  UV_THREADPOOL_SIZE: '64',
  TZ: 'UTC',
  LC_ALL: 'C',
  // For mkfifo.
  PATH: '/usr/local/bin:/usr/bin:/bin',
} as const;

export interface ClickHouseKindOptions {
  readonly dataDirectory: string;
  readonly stateDirectory: string;
  /** 0: choose and remember. */
  readonly port: number;
  readonly password: string;
  readonly log: (line: string) => void;
}

/** Describes the ClickHouse child of one home to the supervisor. */
export function describeClickHouse(options: ClickHouseKindOptions): ServerKind {
  return {
    name: 'clickhouse',
    stateDirectory: options.stateDirectory,
    find: () => findClickHouse(options),
    launch: () => launchClickHouse(options),
    terminate: endClickHouse,
  };
}

/** SIGTERM lets running queries end for 10 s. */
async function endClickHouse(server: RunningServer): Promise<void> {
  await endProcess(server.identity, [
    { signal: 'SIGTERM', waitMs: 15_000 },
    { signal: 'SIGKILL', waitMs: 5_000 },
  ]);
}

/** Only our own handle: nobody minds when an outdated server is replaced. */
function isUnheldByOthers(options: ClickHouseKindOptions): boolean {
  return countLeases(join(options.stateDirectory, 'leases')) <= 1;
}

async function findClickHouse(options: ClickHouseKindOptions): Promise<RunningServer | undefined> {
  const path = join(options.stateDirectory, 'server.json');
  const server = parseState(readFileIfPresent(path));
  if (server === undefined) return undefined;
  const outdated = server.revision !== readServerRevision() && isUnheldByOthers(options);
  if (isProcessAlive(server.identity)) {
    const answer = await pollUntil(() => probe(options, server), {
      timeoutMs: SILENT_AFTER_MS,
      everyMs: PROBE_EVERY_MS,
    });
    if (answer === 'ready' && !outdated) return server;
    if (answer === 'ready') {
      options.log('clickhouse: the one that runs is of another version of this program');
      await endClickHouse(server);
    } else if (answer !== 'gone') {
      options.log(`clickhouse: process ${pidOf(server.identity)} does not answer us, ending it`);
      await endProcess(server.identity, [{ signal: 'SIGKILL', waitMs: 10_000 }]);
    }
  }
  options.log(`clickhouse: removing a stale ${path}`);
  rmSync(path, { force: true });
  return undefined;
}

/** What the child writes into server.json. */
export interface ClickHouseState extends RunningServer {
  /** Of the source it runs; see readServerRevision. */
  readonly revision: string;
}

/** Reads the text of server.json; undefined when it is not one. */
export function parseState(text: string | undefined): ClickHouseState | undefined {
  if (text === undefined) return undefined;
  try {
    const state: unknown = JSON.parse(text);
    if (typeof state !== 'object' || state === null) return undefined;
    if (!('identity' in state) || !('port' in state)) return undefined;
    const { identity, port } = state;
    const revision = 'revision' in state ? String(state.revision) : '';
    if (typeof identity !== 'string' || typeof port !== 'number') return undefined;
    return { identity, port, revision };
  } catch {
    // A damaged file is as good as none.
    return undefined;
  }
}

async function probe(options: ClickHouseKindOptions, server: RunningServer): Promise<ProbeAnswer> {
  if (!isProcessAlive(server.identity)) return 'gone';
  try {
    const response = await fetch(`http://${LOOPBACK}:${server.port}/?query=SELECT%201`, {
      headers: { 'X-ClickHouse-User': 'default', 'X-ClickHouse-Key': options.password },
      signal: AbortSignal.timeout(PING_TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.ok && text.trim() === '1') return 'ready';
    return response.status === 403 ? 'refused' : undefined;
  } catch {
    // Refused or too slow: the caller asks again.
    return undefined;
  }
}

async function launchClickHouse(options: ClickHouseKindOptions): Promise<RunningServer> {
  if (findAddon() === undefined) {
    throw new AiEtlError(
      'LOCAL_COMPONENT_MISSING',
      'The local ClickHouse (npm package chdb) is not installed. Run "npm install" without ' +
        '--omit=optional on Linux (glibc) or macOS, or set CLICKHOUSE_URL to a server of your own.',
    );
  }
  return await launchServer({
    ...options,
    name: 'clickhouse',
    commandFor: (port) => ({
      program: process.execPath,
      args: [
        fileURLToPath(new URL('./server/main.ts', import.meta.url)),
        options.dataDirectory,
        options.stateDirectory,
        String(port),
      ],
      cwd: options.stateDirectory,
      environment: CHILD_ENVIRONMENT,
    }),
    probe: (server) => probe(options, server),
    retryWhen: /could not bind|Another process works/,
  });
}
