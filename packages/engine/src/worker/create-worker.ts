import { messageOf } from '@ai-etl/core';
import type { WorkerPorts } from '../ports.ts';
import type { ExecuteOptions } from '../run/attempt.ts';
import { claim, executeClaimed } from '../run/execute-run.ts';
import { createSlots } from './slots.ts';

export interface WorkerOptions extends Omit<ExecuteOptions, 'handBack' | 'leaseMs'> {
  /** Runs at the same time; default 2. */
  readonly concurrency?: number;
  /** Default 10 000: a killed worker's runs are taken over about that much later. */
  readonly leaseMs?: number;
  /** Between two looks for runs the queue does not know; default 2000. */
  readonly sweepMs?: number;
}

export interface StopOptions {
  /** How long running attempts may go on before they are handed back; default 0: at once. */
  readonly drainMs?: number;
}

/** Takes runs from the queue, and what the queue forgot from the store, and executes them. */
export interface Worker {
  start(): Promise<void>;
  /** Takes nothing new, lets runs end for `drainMs`, hands the others back, and resolves. */
  stop(options?: StopOptions): Promise<void>;
  /** Ids of the runs being executed here. */
  active(): readonly string[];
}

/** For handing back what did not end in time. */
const handBackMs = 60_000;

/** Makes a worker; nothing happens before `start`. */
export function createWorker(ports: WorkerPorts, options: WorkerOptions): Worker {
  const { queue, store, clock, log } = ports;
  const concurrency = options.concurrency ?? 2;
  const stopping = new AbortController();
  const handingBack = new AbortController();
  const execution: ExecuteOptions = {
    ...options,
    leaseMs: options.leaseMs ?? 10_000,
    handBack: handingBack.signal,
  };
  const slots = createSlots(concurrency);
  const attempts = new Map<string, Promise<void>>();
  let sweeping: Promise<void> | undefined;

  /**
   * Begins an attempt in a slot that was taken; the slot is freed when the attempt, or the claim,
   * has ended. Answers as soon as the run is claimed, or is not to be had.
   */
  async function begin(runId: string): Promise<{ readonly ended: Promise<void> } | null> {
    try {
      const claimed = stopping.signal.aborted ? null : await claim(ports, runId, execution);
      if (claimed === null) {
        slots.free();
        return null;
      }
      const attempt = executeClaimed(ports, claimed, execution)
        .then(
          (outcome) => log('info', 'An attempt ended', { run_id: runId, outcome }),
          // The store did not answer: the lease ends by itself and a sweep finds the run.
          (error: unknown) =>
            log('error', 'The end of an attempt could not be stored', {
              run_id: runId,
              error: messageOf(error),
            }),
        )
        .finally(() => {
          attempts.delete(runId);
          slots.free();
        });
      attempts.set(runId, attempt);
      return { ended: attempt };
    } catch (error) {
      slots.free();
      throw error;
    }
  }

  async function handleJob(runId: string): Promise<void> {
    if (!(await slots.take(stopping.signal))) return;
    const attempt = await begin(runId);
    await attempt?.ended;
  }

  /** Due retries, runs whose worker died, and jobs the queue lost. */
  async function sweep(): Promise<void> {
    // More than there are slots: some are taken by others before it is our turn.
    for (const runId of await store.findWorkable(concurrency * 4)) {
      if (attempts.has(runId)) continue;
      if (!slots.tryTake()) return;
      await begin(runId);
    }
  }

  async function sweepForever(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sweep().catch((error: unknown) => {
        log('warning', 'The sweep for forgotten runs failed', { error: messageOf(error) });
      });
      await clock.sleep(options.sweepMs ?? 2000, stopping.signal).catch(() => undefined);
    }
  }

  return {
    active: () => [...attempts.keys()],
    async start() {
      sweeping ??= sweepForever();
      await queue.work(handleJob, { concurrency });
    },
    async stop({ drainMs = 0 } = {}) {
      stopping.abort();
      // Fetches nothing more from now on; its handlers end with the attempts below.
      const queueStopped = queue.stop({ timeoutMs: drainMs + handBackMs });
      await sweeping;
      const drained = new AbortController();
      const all = Promise.all(attempts.values()).finally(() => drained.abort());
      await Promise.race([all, clock.sleep(drainMs, drained.signal).catch(() => undefined)]);
      handingBack.abort();
      await Promise.all(attempts.values());
      await queueStopped;
    },
  };
}
