import { setTimeout as wait } from 'node:timers/promises';
import { cancelledError } from '../cancelled.ts';
import { TimeLimitError } from '../time-limit.ts';
import type { DuckConnection } from './duck-connection.ts';

/** Interrupts what runs too long: QUERY_FAILED that names the time limit. */
export async function withTimeLimit<T>(
  options: {
    readonly timeoutMs: number;
    readonly signal: AbortSignal | undefined;
    readonly connection: DuckConnection;
  },
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { timeoutMs, signal, connection } = options;
  const limit = new AbortController();
  const done = new AbortController();
  const abort = (): void => limit.abort(signal === undefined ? undefined : cancelledError(signal));
  signal?.addEventListener('abort', abort, { once: true });
  void wait(Math.max(1, Math.trunc(timeoutMs)), undefined, { signal: done.signal }).then(
    () =>
      limit.abort(
        new TimeLimitError(
          `${connection.process.place}: the query ran into its time limit of ${timeoutMs} ms.`,
        ),
      ),
    () => undefined,
  );
  try {
    return await action(limit.signal);
  } finally {
    done.abort();
    signal?.removeEventListener('abort', abort);
  }
}
