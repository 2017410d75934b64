import { messageOf, type HeartbeatAnswer } from '@ai-etl/core';
import type { Attempt } from './attempt.ts';
import { stopErrors } from './attempt-control.ts';
import { within } from './within.ts';

/** The attempt's heartbeat: one loop beside the work. */
export interface Pulse {
  stop(): Promise<void>;
}

/**
 * Leases without an answer of the store after which the attempt gives up. Not one: while the
 * store's database restarts nobody else can claim the run either, and a long load is worth
 * keeping. What is published is fenced anyway.
 */
const silentLeases = 6;

/**
 * Every beat prolongs the lease, stores progress, tasks and log lines, and learns whether the
 * run was cancelled or taken over. Also enforces the run's time limit.
 */
export function startPulse(attempt: Attempt): Pulse {
  const { clock } = attempt.ports;
  const ending = new AbortController();
  let answeredAt = clock.now();

  async function beat(): Promise<void> {
    try {
      handleAnswer(attempt, await heartbeat(attempt));
      answeredAt = clock.now();
    } catch (error) {
      if (ending.signal.aborted) return;
      const silentMs = clock.now() - answeredAt;
      attempt.ports.log('warning', 'A heartbeat failed', {
        run_id: attempt.fence.runId,
        silent_ms: silentMs,
        error: messageOf(error),
      });
      if (silentMs > attempt.options.leaseMs * silentLeases) {
        attempt.control.stop('lease_lost', stopErrors.leaseLost());
      }
      return;
    }
    await flushRecords(attempt);
  }

  async function loop(): Promise<void> {
    while (!ending.signal.aborted) {
      await beat();
      await clock.sleep(attempt.options.beatMs, ending.signal).catch(() => undefined);
    }
  }

  const running = Promise.all([loop(), watchTimeLimit(attempt, ending.signal)]);
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}

/** Stores changed tasks and waiting log lines; what fails waits for the next time. */
export async function flushRecords(attempt: Attempt): Promise<void> {
  const tasks = attempt.tasks.takeChanges();
  if (tasks !== null) {
    await attempt.ports.store.saveTasks(attempt.fence, tasks).catch((error: unknown) => {
      attempt.ports.log('warning', 'Tasks could not be stored', {
        run_id: attempt.fence.runId,
        error: messageOf(error),
      });
      attempt.tasks.markChanged();
    });
  }
  await attempt.log.flush();
}

function heartbeat({ ports, fence, options, progress }: Attempt): Promise<HeartbeatAnswer> {
  const { clock, store } = ports;
  return within(clock, options.leaseMs, () =>
    store.heartbeat(fence, options.leaseMs, progress.snapshot()),
  );
}

/** What an answer of the store means for the attempt. */
export function handleAnswer(attempt: Attempt, answer: HeartbeatAnswer): void {
  switch (answer) {
    case 'held':
      return;
    case 'lost':
      attempt.control.stop('lease_lost', stopErrors.leaseLost());
      return;
    case 'cancel_requested':
      attempt.control.stop('cancelled', stopErrors.cancelled());
  }
}

/** The limit counts from the first attempt's start, so that retries cannot prolong it. */
async function watchTimeLimit(attempt: Attempt, signal: AbortSignal): Promise<void> {
  const { run, spec } = attempt.claimed;
  const { clock } = attempt.ports;
  const limitSeconds = spec.policy.timeout_seconds;
  const startedAt = run.startedAt === null ? clock.now() : Date.parse(run.startedAt);
  const leftMs = startedAt + limitSeconds * 1000 - clock.now();
  try {
    if (leftMs > 0) await clock.sleep(leftMs, signal);
  } catch {
    return; // The attempt ended first.
  }
  attempt.control.stop('timed_out', stopErrors.timedOut(limitSeconds));
}
