/** How often and how patiently a request that may be repeated is repeated. */
export interface RetryPolicy {
  /** Beyond the first try. */
  readonly maxRetries: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** A Retry-After beyond this is not waited for: the error is thrown at once. */
  readonly longestRetryAfterMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  maxRetries: 3,
  baseDelayMs: 250,
  maxDelayMs: 8_000,
  longestRetryAfterMs: 60_000,
};

/**
 * How long to wait before try number `attempt` + 1 (counted from 0). Full jitter: anywhere from
 * nothing to the exponential bound, so that many clients do not come back in step. What the
 * server asked for is the least.
 */
export function retryDelayMs(
  { baseDelayMs, maxDelayMs }: RetryPolicy,
  { attempt, retryAfterMs, random }: RetryMoment,
): number {
  const bound = Math.min(maxDelayMs, baseDelayMs * 2 ** attempt);
  return (retryAfterMs ?? 0) + random() * bound;
}

export interface RetryMoment {
  readonly attempt: number;
  readonly retryAfterMs: number | null;
  /** 0 to 1. */
  readonly random: () => number;
}

/** Statuses that say "not now": the same request may succeed later. */
export function isTransient(status: number): boolean {
  return [408, 425, 429, 502, 503, 504].includes(status);
}

/** Resolves after the time; rejects with the signal's reason when it is aborted first. */
export function pause(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal));
      return;
    }
    const end = (): void => {
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal === undefined ? undefined : reasonOf(signal));
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** What an aborted signal was aborted with: by default a DOMException named AbortError. */
export function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error(`Aborted: ${String(reason)}`);
}
