import { AiEtlError, type Clock } from '@ai-etl/core';

/** How long a write to our own store is tried again, e.g. over a restart of its database. */
const defaultGiveUpMs = 20_000;
const firstPauseMs = 100;
const longestPauseMs = 1000;

export interface KeepTryingOptions {
  readonly giveUpAfterMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Does an idempotent operation on the store again while it fails for a transient reason; throws
 * the last error after `giveUpAfterMs`. Fenced writes are idempotent: the same attempt writes
 * the same thing.
 */
export async function keepTrying<Result>(
  clock: Clock,
  operation: () => Promise<Result>,
  options: KeepTryingOptions = {},
): Promise<Result> {
  const until = clock.now() + (options.giveUpAfterMs ?? defaultGiveUpMs);
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    options.signal?.throwIfAborted();
    try {
      return await operation();
    } catch (error) {
      const transient = error instanceof AiEtlError && error.retryable;
      if (!transient || clock.now() + pauseMs > until) throw error;
    }
    await clock.sleep(pauseMs, options.signal);
  }
}
