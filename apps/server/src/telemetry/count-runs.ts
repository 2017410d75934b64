import { isTerminal } from '@ai-etl/engine';
import type { WorkerMetrics } from './prometheus.ts';
import type { RunObserver } from './observed-run-store.ts';

/** Feeds a worker's metrics from what it does with runs. `nowMs` is the clock that stamps starts. */
export function countRuns(metrics: WorkerMetrics, nowMs: () => number): RunObserver {
  const begun = new Map<string, number>();
  return {
    attemptStarted: ({ run }) => {
      metrics.attemptStarted();
      begun.set(run.id, run.startedAt === null ? nowMs() : Date.parse(run.startedAt));
    },
    attemptEnded: ({ runId }, { to, receipt = null }) => {
      const startedMs = begun.get(runId);
      // A run that is tried again is counted when it ends.
      if (isTerminal(to)) {
        const seconds = startedMs === undefined ? null : Math.max(0, (nowMs() - startedMs) / 1000);
        metrics.runEnded({ status: to, seconds, receipt });
      }
      if (to !== 'running' && to !== 'cancelling') begun.delete(runId);
    },
  };
}
