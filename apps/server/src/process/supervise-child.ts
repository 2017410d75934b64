import { fork, type ChildProcess } from 'node:child_process';
import type { Clock } from '@ai-etl/core';
import { exitCodes } from './exit-codes.ts';
import type { ChildMessage } from './run-process.ts';

export interface ChildSpec {
  /** For logs: api, worker. */
  readonly name: string;
  readonly program: string;
  /** For V8; default: none. */
  readonly nodeOptions?: readonly string[];
  /** Read at each start: addresses may change between two. */
  readonly env: () => NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly onEvent: (event: ChildEvent) => void;
}

export type ChildEvent =
  | { readonly kind: 'ready'; readonly name: string; readonly pid: number }
  | {
      readonly kind: 'crashed';
      readonly name: string;
      readonly how: string;
      readonly againInMs: number;
    }
  /** Starting again cannot help. */
  | { readonly kind: 'given_up'; readonly name: string };

/** A child process that is started again when it dies. */
export interface SupervisedChild {
  /** SIGTERM, and SIGKILL when it is not gone in time. Resolves when it is gone. */
  stop(): Promise<void>;
  /** SIGTERM; it is started again with a fresh environment. */
  restart(): void;
  /** SIGKILL now. */
  kill(): void;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;
/** A child that lived this long had started well: the next crash is a new story. */
const settledMs = 30_000;
/** Longer than a worker takes to hand its runs back. */
const patienceMs = 25_000;

export function superviseChild(spec: ChildSpec): SupervisedChild {
  const { name, program, nodeOptions = [], env, clock, onEvent } = spec;
  const stopping = new AbortController();
  let child: ChildProcess | null = null;

  /** Resolves with how it ended. */
  const runOnce = (): Promise<{ readonly code: number | null; readonly how: string }> =>
    new Promise((resolve) => {
      const started = fork(program, [], {
        env: env(),
        execArgv: [...nodeOptions],
        stdio: ['ignore', 2, 2, 'ipc'],
      });
      child = started;
      started.on('message', (message: ChildMessage) => {
        if (message.kind === 'ready') onEvent({ kind: 'ready', name, pid: started.pid ?? 0 });
      });
      started.once('error', (error) => resolve({ code: null, how: error.message }));
      started.once('exit', (code, signal) =>
        resolve({ code, how: signal === null ? `exit code ${code}` : signal }),
      );
    });

  const keepAlive = async (): Promise<void> => {
    let pauseMs = firstPauseMs;
    while (!stopping.signal.aborted) {
      const startedAt = clock.now();
      const { code, how } = await runOnce();
      child = null;
      if (stopping.signal.aborted) return;
      if (code === exitCodes.misconfigured) {
        onEvent({ kind: 'given_up', name });
        return;
      }
      if (clock.now() - startedAt > settledMs) pauseMs = firstPauseMs;
      onEvent({ kind: 'crashed', name, how, againInMs: pauseMs });
      // Only the wish to stop ends the pause early.
      await clock.sleep(pauseMs, stopping.signal).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  };
  const life = keepAlive();

  return {
    restart: () => void child?.kill('SIGTERM'),
    kill: () => void child?.kill('SIGKILL'),
    stop: async () => {
      stopping.abort();
      child?.kill('SIGTERM');
      const patience = new AbortController();
      const tooLong = clock.sleep(patienceMs, patience.signal).then(
        () => child?.kill('SIGKILL'),
        () => undefined,
      );
      await life;
      patience.abort();
      await tooLong;
    },
  };
}
