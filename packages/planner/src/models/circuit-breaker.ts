import type { Clock } from '@ai-etl/core';
import { noTokens, type LanguageModel } from './language-model.ts';
import { isOutage, longestWaitMs, modelFailure } from './model-failure.ts';

/** Outages in a row before a provider is left alone. */
const failuresToOpen = 4;
const firstPauseMs = 15_000;
const longestPauseMs = 300_000;

/**
 * Leaves a provider alone for a while after several outages in a row, or as long as it asks for when that is long; then
 * one call tries it again, and the pause doubles when that fails too.
 */
export function withCircuitBreaker(
  model: LanguageModel,
  { clock }: { readonly clock: Pick<Clock, 'now'> },
): LanguageModel {
  let failures = 0;
  let pauseMs = firstPauseMs;
  let closedUntilMs = -Infinity;
  let trying = false;

  const onOutage = (retryAfterMs: number | null): void => {
    failures += 1;
    // Shorter waits are the retries' business, and their timers may be early by a millisecond.
    if (retryAfterMs !== null && retryAfterMs > longestWaitMs) {
      closedUntilMs = Math.max(closedUntilMs, clock.now() + retryAfterMs);
    }
    if (failures < failuresToOpen) return;
    closedUntilMs = Math.max(closedUntilMs, clock.now() + pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  };

  return {
    ...model,
    complete: async (request) => {
      const probing = failures >= failuresToOpen;
      if (clock.now() < closedUntilMs || (probing && trying)) {
        const retryAfterMs = Math.max(0, closedUntilMs - clock.now());
        return {
          ok: false,
          failure: modelFailure('circuit_open', { retryAfterMs }),
          usage: noTokens,
        };
      }
      trying = probing;
      try {
        const completed = await model.complete(request);
        if (!completed.ok && isOutage(completed.failure)) onOutage(completed.failure.retryAfterMs);
        else {
          failures = 0;
          pauseMs = firstPauseMs;
        }
        return completed;
      } finally {
        trying = false;
      }
    },
  };
}
