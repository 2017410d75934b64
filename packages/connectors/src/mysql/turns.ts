import { throwIfCancelled, cancelledError } from '../kit/cancelled.ts';

/** Lets users of one connection take turns, in the order they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Waits for one's turn; the answer gives it up. Whoever is cancelled while waiting leaves the queue.
   * Throws RUN_CANCELLED.
   */
  async take(signal: AbortSignal | undefined): Promise<() => void> {
    throwIfCancelled(signal);
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = before.then(() => promise);
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const abort = (): void => {
      if (signal !== undefined) reject(cancelledError(signal));
    };
    signal?.addEventListener('abort', abort, { once: true });
    try {
      await Promise.race([before, aborted]);
      return resolve;
    } catch (error) {
      resolve();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }
}
