import { join } from 'node:path';
import { messageOf } from '@ai-etl/core';
import { withFileLock } from './file-lock.ts';
import { countLeases, takeLease, type Lease } from './leases.ts';
import { isProcessAlive, pidOf, type ProcessIdentity } from './process-identity.ts';
import { makeDirectory } from './private-file.ts';

const WATCH_EVERY_MS = 500;
const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 30_000;
/** A server that lived this long is healthy again: the next crash starts at the first backoff. */
const HEALTHY_AFTER_MS = 60_000;

/** A server that answers: who it is and where. */
export interface RunningServer {
  readonly identity: ProcessIdentity;
  readonly port: number;
}

/** What differs between the servers; everything else about their life is the same. */
export interface ServerKind {
  readonly name: string;
  /** Directory for lock, leases and state; survives the server. */
  readonly stateDirectory: string;
  /** Finds a live server that is really ours, and clears what a dead one left behind. */
  find(): Promise<RunningServer | undefined>;
  /** Starts it and returns when it answers. Called under the lock, when `find` found none. */
  launch(): Promise<RunningServer>;
  /** Ends it gracefully, then by force. */
  terminate(server: RunningServer): Promise<void>;
}

/** What happened to a server after its start. */
export type ServerEvent =
  | { readonly kind: 'exited'; readonly server: string; readonly pid: number }
  | {
      readonly kind: 'restarted';
      readonly server: string;
      readonly pid: number;
      readonly port: number;
      /** True when another process had restarted it already. */
      readonly adopted: boolean;
    }
  | {
      readonly kind: 'restart_failed';
      readonly server: string;
      readonly reason: string;
      readonly nextAttemptMs: number;
    };

export interface SupervisorOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ServerEvent) => void;
}

/** A hold on a running server; while any process has one, the server is kept alive. */
export interface SupervisedServer {
  readonly adopted: boolean;
  /** As it runs now: pid (and rarely the port) change when it was restarted after a crash. */
  current(): RunningServer;
  /** Lets go. The last live holder of all processes stops the server. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts a server, or adopts the one that already runs on the same state directory, and watches
 * it: after a crash it is started again with growing pauses. Any number of processes may do so
 * at once; a lock file lets one of them act.
 */
export async function superviseServer(
  kind: ServerKind,
  options: SupervisorOptions = {},
): Promise<SupervisedServer> {
  makeDirectory(kind.stateDirectory);
  const leases = join(kind.stateDirectory, 'leases');
  const lockPath = join(kind.stateDirectory, 'lock');
  let lease: Lease | undefined;
  const started = await withFileLock(
    lockPath,
    async () => {
      lease = takeLease(leases);
      try {
        return await findOrLaunch(kind);
      } catch (error) {
        lease.release();
        throw error;
      }
    },
    options.signal,
  );
  const watch = watchServer(kind, started.server, options.onEvent ?? (() => undefined));

  let stopping: Promise<void> | undefined;
  const stopOnce = async () => {
    await watch.end();
    await withFileLock(lockPath, async () => {
      lease?.release();
      if (countLeases(leases) > 0) return;
      const running = await kind.find();
      if (running !== undefined) await kind.terminate(running);
    });
  };
  return {
    adopted: started.adopted,
    current: () => watch.current(),
    stop: () => (stopping ??= stopOnce()),
  };
}

/** Stops the server of a state directory unless a live process holds it. True when none runs now. */
export async function stopUnheldServer(kind: ServerKind): Promise<boolean> {
  makeDirectory(kind.stateDirectory);
  return await withFileLock(join(kind.stateDirectory, 'lock'), async () => {
    if (countLeases(join(kind.stateDirectory, 'leases')) > 0) return false;
    const running = await kind.find();
    if (running !== undefined) await kind.terminate(running);
    return true;
  });
}

async function findOrLaunch(
  kind: ServerKind,
): Promise<{ readonly server: RunningServer; readonly adopted: boolean }> {
  const running = await kind.find();
  if (running !== undefined) return { server: running, adopted: true };
  return { server: await kind.launch(), adopted: false };
}

interface Watch {
  current(): RunningServer;
  end(): Promise<void>;
}

function watchServer(
  kind: ServerKind,
  first: RunningServer,
  report: (event: ServerEvent) => void,
): Watch {
  let server = first;
  let bornAt = Date.now();
  let backoffMs = FIRST_BACKOFF_MS;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  const lookAfter = (ms: number) => {
    if (ended) return;
    timer = setTimeout(() => {
      working = look();
    }, ms);
    // Watching must not keep a process alive that has nothing else to do.
    timer.unref();
  };
  const look = async () => {
    if (isProcessAlive(server.identity)) {
      if (Date.now() - bornAt > HEALTHY_AFTER_MS) backoffMs = FIRST_BACKOFF_MS;
      lookAfter(WATCH_EVERY_MS);
      return;
    }
    report({ kind: 'exited', server: kind.name, pid: pidOf(server.identity) });
    await revive();
  };
  const revive = async () => {
    try {
      const again = await withFileLock(join(kind.stateDirectory, 'lock'), () => findOrLaunch(kind));
      server = again.server;
      bornAt = Date.now();
      const { identity, port } = server;
      const { adopted } = again;
      report({ kind: 'restarted', server: kind.name, pid: pidOf(identity), port, adopted });
      lookAfter(adopted ? WATCH_EVERY_MS : Math.max(WATCH_EVERY_MS, backoffMs));
    } catch (error) {
      const reason = messageOf(error);
      report({ kind: 'restart_failed', server: kind.name, reason, nextAttemptMs: backoffMs });
      if (!ended) {
        timer = setTimeout(() => {
          working = revive();
        }, backoffMs);
        timer.unref();
      }
    }
    backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
  };
  lookAfter(WATCH_EVERY_MS);
  return {
    current: () => server,
    end: async () => {
      ended = true;
      clearTimeout(timer);
      await working;
      clearTimeout(timer);
    },
  };
}
