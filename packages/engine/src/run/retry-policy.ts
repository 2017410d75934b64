import { AiEtlError } from '@ai-etl/core';

/**
 * Attempts that may end without a word (a killed worker, a lost machine, a graceful stop) before
 * the run is given up. Larger than any retry policy: a crash is seldom the run's own fault, but a
 * run that takes each worker down with it must end.
 */
export const maxLostAttempts = 20;

/** How often and how long: the pipeline's policy, and the worker's longest pause. */
export interface RetryPolicy {
  readonly retries: number;
  readonly delayMs: number;
  readonly maxDelayMs: number;
}

/**
 * Milliseconds to wait after the given number of failed attempts (at least 1), or null when no
 * attempt is left. Exponential with full jitter, so that runs which failed together do not come
 * back together.
 */
export function retryDelayMs(
  policy: RetryPolicy,
  failedAttempts: number,
  random: () => number,
): number | null {
  if (failedAttempts > policy.retries) return null;
  const ceiling = Math.min(policy.maxDelayMs, policy.delayMs * 2 ** (failedAttempts - 1));
  return Math.round(ceiling * random());
}

/** Only failures that say so are worth another attempt; an unknown error is a bug of ours. */
export function isRetryable(error: unknown): boolean {
  return error instanceof AiEtlError && error.retryable;
}
