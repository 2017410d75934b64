import {
  messageOf,
  type ClaimedRun,
  type Fence,
  type RunChange,
  type RunStore,
} from '@ai-etl/core';
import type { Logger } from 'pino';

/** Told what a worker does with runs, after it is stored. What it throws is logged and forgotten. */
export interface RunObserver {
  attemptStarted(claimed: ClaimedRun): void;
  attemptEnded(fence: Fence, change: RunChange): void;
}

/**
 * The same store, watched: an observer sees exactly what became true, and cannot fail a run. It
 * sees what this process did and nothing a killed one did; what must not be lost reads the rows.
 */
export function observeRuns(
  store: RunStore,
  observer: RunObserver,
  log: Pick<Logger, 'warn'>,
): RunStore {
  const tell = (what: () => void): void => {
    try {
      what();
    } catch (error) {
      log.warn({ reason: messageOf(error) }, 'an observer of runs failed');
    }
  };
  return {
    ...store,
    claimRun: async (runId, lease) => {
      const claimed = await store.claimRun(runId, lease);
      if (claimed !== null) tell(() => observer.attemptStarted(claimed));
      return claimed;
    },
    transition: async (fence, from, change) => {
      const done = await store.transition(fence, from, change);
      if (done) tell(() => observer.attemptEnded(fence, change));
      return done;
    },
  };
}
