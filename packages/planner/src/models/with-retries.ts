import type { Clock } from '@ai-etl/core';
import { addUsage, type Completed, type LanguageModel } from './language-model.ts';
import { isRetryable, longestWaitMs } from './model-failure.ts';

const mostTries = 3;
const firstWaitMs = 500;

/** Tries again what may pass, after as long as the provider asks for, else 0.5 s and 1 s. */
export function withRetries(
  model: LanguageModel,
  { clock }: { readonly clock: Clock },
): LanguageModel {
  return {
    ...model,
    complete: async (request) => {
      let completed: Completed = await model.complete(request);
      for (let tries = 1; tries < mostTries; tries += 1) {
        if (completed.ok || !isRetryable(completed.failure)) break;
        const waitMs = completed.failure.retryAfterMs ?? firstWaitMs * 2 ** (tries - 1);
        if (waitMs > longestWaitMs || request.signal.aborted) break;
        const isOver = await clock.sleep(waitMs, request.signal).then(
          () => false,
          () => true,
        );
        if (isOver) break;
        const again = await model.complete(request);
        // Left alone because of this very failure: it says more.
        if (!again.ok && again.failure.kind === 'circuit_open') break;
        completed = { ...again, usage: addUsage(completed.usage, again.usage) };
      }
      return completed;
    },
  };
}
