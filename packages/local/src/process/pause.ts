import { setTimeout as delay } from 'node:timers/promises';

/** Waits between two looks at something that tells nobody when it changes; rejects on abort. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal === undefined ? {} : { signal });
}

/** Looks until `look` finds something or the time is over; then undefined. */
export async function pollUntil<T>(
  look: () => T | undefined | Promise<T | undefined>,
  options: { readonly timeoutMs: number; readonly everyMs: number; readonly signal?: AbortSignal },
): Promise<T | undefined> {
  const deadline = Date.now() + options.timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() >= deadline) return undefined;
    await pause(options.everyMs, options.signal);
  }
}
