import type { Clock } from '@ai-etl/core';

/** Acts again and again, first after one interval, until the signal. The next waits for the last. */
export function every(
  clock: Clock,
  ms: number,
  { signal, act }: { readonly signal: AbortSignal; readonly act: () => Promise<void> | void },
): void {
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      await clock.sleep(ms, signal);
      await act();
    }
  };
  // Only the end of the connection breaks the sleep.
  void loop().catch(() => undefined);
}
