import { setTimeout as wait } from 'node:timers/promises';

/** Lets requests go at even distances, however many want to at once. */
export class RequestPace {
  readonly #distanceMs: number;
  #nextMs = 0;

  constructor(requestsPerSecond: number) {
    this.#distanceMs = 1000 / requestsPerSecond;
  }

  /** Resolves when the next request may go. */
  async turn(signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const mine = Math.max(now, this.#nextMs);
    this.#nextMs = mine + this.#distanceMs;
    if (mine > now) await wait(mine - now, undefined, { signal });
  }
}
