import type { Attempt } from './attempt.ts';

/** How long steps may take to stop after the attempt was stopped. */
export const stopGraceMs = 30_000;

/**
 * Waits for the work of an attempt. When the attempt was stopped and the work has not ended
 * `stopGraceMs` later, it is left alone and the stop's reason is thrown: a data system that hears
 * no signal must not keep a run that a person has cancelled.
 */
export async function orAbandon<Result>(attempt: Attempt, work: Promise<Result>): Promise<Result> {
  const { signal } = attempt.control;
  const { clock, log } = attempt.ports;
  const ended = new AbortController();
  const abandoned = (async (): Promise<never> => {
    await untilAborted(signal, ended.signal);
    await clock.sleep(stopGraceMs, ended.signal);
    log('error', 'A step did not stop and was left alone', { run_id: attempt.fence.runId });
    throw signal.reason;
  })();
  // The loser of the race ends by itself; its rejection must not be nobody's.
  abandoned.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, abandoned]);
  } finally {
    ended.abort();
  }
}

function untilAborted(signal: AbortSignal, giveUp: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true, signal: giveUp });
    giveUp.addEventListener('abort', () => reject(giveUp.reason), { once: true });
  });
}
