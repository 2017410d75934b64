import type { Running } from './run-process.ts';

/** Starts a loop that ends soon after its signal is aborted, and never throws; `stop` waits for its end. */
export function runUntilStopped(loop: (signal: AbortSignal) => Promise<void>): Running {
  const stopping = new AbortController();
  const done = loop(stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}
