import { messageOf, type Receipt, type RunChange, type RunError } from '@ai-etl/core';
import { asAiEtlError } from '../environment/as-ai-etl-error.ts';
import { statusesBefore, type RunEvent } from '../states/run-states.ts';
import type { Attempt } from './attempt.ts';
import { keepTrying } from './keep-trying.ts';
import { flushRecords } from './pulse.ts';
import { isRetryable, retryDelayMs } from './retry-policy.ts';

/** How an attempt ended. `lost`: another one owns the run; `handed_back`: this worker stops. */
export type AttemptOutcome =
  'success' | 'failed' | 'cancelled' | 'retrying' | 'lost' | 'handed_back';

/** Ends the run with its receipt. */
export async function settleSuccess(attempt: Attempt, receipt: Receipt): Promise<AttemptOutcome> {
  attempt.log.write(
    'info',
    `Success: ${receipt.loaded_rows} rows, ${receipt.rows_per_second} rows/s, verified by ${receipt.verify}.`,
  );
  await flushRecords(attempt);
  const progress = attempt.progress.finished();
  const change = { to: 'success', receipt, progress, error: null } as const;
  return (await moveRun(attempt, 'succeed', change)) ? 'success' : 'lost';
}

/** Ends the attempt after a failure: hands it back, cancels it, plans another, or fails the run. */
export async function settleFailure(attempt: Attempt, thrown: unknown): Promise<AttemptOutcome> {
  const { control } = attempt;
  const stopped = control.stopped();
  // Whatever a step threw after the attempt was stopped is a consequence of that.
  const failure: unknown = stopped === null ? thrown : control.signal.reason;
  switch (stopped) {
    case 'lease_lost':
      return 'lost';
    case 'handed_back':
      return handBack(attempt);
    case 'cancelled':
      return cancel(attempt, failure);
    case 'timed_out':
    case 'stalled':
    case null:
      return failOrRetry(attempt, failure);
  }
}

/** True when another attempt follows one that ended so: what it loaded may be gone on from. */
export function isFollowed(attempt: Attempt, thrown: unknown): boolean {
  const { control } = attempt;
  switch (control.stopped()) {
    case 'lease_lost':
    case 'handed_back':
      return true;
    case 'cancelled':
      return false;
    case 'timed_out':
    case 'stalled':
      return nextDelayMs(attempt, control.signal.reason) !== null;
    case null:
      return nextDelayMs(attempt, thrown) !== null;
  }
}

/** Lets the lease end now: any worker may go on. Counted as a lost attempt, not as a retry. */
async function handBack(attempt: Attempt): Promise<AttemptOutcome> {
  attempt.log.write('info', 'The worker is stopping; another one starts this run again.');
  attempt.tasks.closeAll(null);
  await flushRecords(attempt);
  await attempt.ports.store.heartbeat(attempt.fence, 0, null);
  return 'handed_back';
}

async function cancel(attempt: Attempt, failure: unknown): Promise<AttemptOutcome> {
  const error = describeFailure(attempt, failure);
  attempt.log.write('info', error.message);
  attempt.tasks.closeAll(null);
  await flushRecords(attempt);
  const change: RunChange = { to: 'cancelled', error };
  return (await moveRun(attempt, 'confirm_cancel', change)) ? 'cancelled' : 'lost';
}

async function failOrRetry(attempt: Attempt, failure: unknown): Promise<AttemptOutcome> {
  const { ports, claimed } = attempt;
  const error = describeFailure(attempt, failure);
  const delayMs = nextDelayMs(attempt, failure);
  attempt.log.write('error', error.message);
  if (!isRetryable(failure) && error.code === 'INTERNAL_ERROR') {
    ports.log('error', 'A run failed unexpectedly', {
      run_id: claimed.run.id,
      error: attempt.hideSecrets(
        failure instanceof Error ? (failure.stack ?? '') : messageOf(failure),
      ),
    });
  }
  attempt.tasks.closeAll(error);
  const event: RunEvent = delayMs === null ? 'fail' : 'retry';
  if (delayMs !== null) {
    attempt.log.write('info', `Trying again in ${(delayMs / 1000).toFixed(1)} s.`);
  }
  await flushRecords(attempt);
  const change: RunChange =
    delayMs === null
      ? { to: 'failed', error }
      : { to: 'retrying', error, retryAt: new Date(ports.clock.now() + delayMs).toISOString() };
  if (await moveRun(attempt, event, change)) return delayMs === null ? 'failed' : 'retrying';
  // A cancel may have come after the failure: then nothing is left to stop.
  const cancelled = await moveRun(attempt, 'confirm_cancel', { to: 'cancelled', error });
  return cancelled ? 'cancelled' : 'lost';
}

/** Pause before the next attempt, or null when there is none. */
function nextDelayMs(attempt: Attempt, failure: unknown): number | null {
  if (!isRetryable(failure)) return null;
  const { claimed, ports, options } = attempt;
  const { retries, retry_delay_seconds } = claimed.spec.policy;
  const failedAttempts = claimed.run.attempt - claimed.lostAttempts;
  return retryDelayMs(
    { retries, delayMs: retry_delay_seconds * 1000, maxDelayMs: options.maxRetryDelayMs },
    failedAttempts,
    ports.random,
  );
}

/** A fenced change of status. True also when an earlier try of ours had done it unheard. */
async function moveRun(attempt: Attempt, event: RunEvent, change: RunChange): Promise<boolean> {
  const { store, clock } = attempt.ports;
  const { fence } = attempt;
  const from = statusesBefore(event, change.to);
  return keepTrying(clock, async () => {
    if (await store.transition(fence, from, change)) return true;
    const run = await store.getRun(fence.runId);
    return run !== null && run.attempt === fence.attempt && run.status === change.to;
  });
}

/** The error as stored with the run: without secrets, and saying what became of the targets. */
function describeFailure(attempt: Attempt, failure: unknown): RunError {
  const error = asAiEtlError(failure);
  return {
    code: error.code,
    message: `${attempt.hideSecrets(error.message)} ${describeTargets(attempt)}`,
    details: error.details.map(({ field, error: text }) => ({
      field,
      error: attempt.hideSecrets(text),
    })),
    retryable: error.retryable,
  };
}

function describeTargets({ published, publishing }: Attempt): string {
  const done = [...published].join(', ');
  const open = [...publishing].join(', ');
  const unknown = open === '' ? '' : ` Whether ${open} was published is not known: no answer came.`;
  if (done !== '') return `This run has published ${done}.${unknown}`;
  return unknown === '' ? 'The targets are as they were.' : unknown.trim();
}
