import type { RunHandler, RunQueue } from '@ai-etl/core';

/** A queue in memory; a test may lose jobs with `forget`. */
export interface MemoryQueue extends RunQueue {
  forget(): void;
}

export function createMemoryQueue(): MemoryQueue {
  const waiting: string[] = [];
  const stopping = new AbortController();
  const active = new Set<Promise<void>>();
  let handler: RunHandler | undefined;
  let places = 0;

  function hand(): void {
    const work = handler;
    if (work === undefined) return;
    while (places > active.size && !stopping.signal.aborted) {
      const runId = waiting.shift();
      if (runId === undefined) return;
      const working = work(runId, stopping.signal).catch(() => undefined);
      active.add(working);
      void working.then(() => {
        active.delete(working);
        hand();
      });
    }
  }

  return {
    async enqueue(runId) {
      waiting.push(runId);
      hand();
    },
    async work(work, { concurrency }) {
      handler = work;
      places = concurrency;
      hand();
    },
    async stop() {
      stopping.abort();
      await Promise.all(active);
    },
    forget() {
      waiting.length = 0;
    },
  };
}
