import { AiEtlError, type Clock } from '@ai-etl/core';

/** Waits for `work` at most `ms`; then rejects with SERVICE_UNAVAILABLE and leaves it alone. */
export async function within<Result>(
  clock: Clock,
  ms: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const late = clock.sleep(ms, ended.signal).then((): never => {
    throw new AiEtlError('SERVICE_UNAVAILABLE', `No answer within ${ms} ms.`);
  });
  // The loser of the race ends by itself; its rejection must not be nobody's.
  late.catch(() => undefined);
  const working = work();
  working.catch(() => undefined);
  try {
    return await Promise.race([working, late]);
  } finally {
    ended.abort();
  }
}
