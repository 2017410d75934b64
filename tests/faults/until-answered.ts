import { setTimeout as pause } from 'node:timers/promises';

/** A server that was killed needs some seconds. Only for reads, and for writes that may repeat. */
export async function untilAnswered<Result>(work: () => Promise<Result>): Promise<Result> {
  const until = Date.now() + 300_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > until || isMistake(error)) throw error;
    }
    await pause(250);
  }
}

/** SQLSTATE class 42: the statement itself is wrong, waiting will not help. */
function isMistake(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && code.startsWith('42');
}
