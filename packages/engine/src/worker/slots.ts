/** A fixed number of places; whoever waits longest gets the next free one. */
export interface Slots {
  /** True when a place was free and is now taken. */
  tryTake(): boolean;
  /** Resolves with true when a place was taken, with false when the signal was aborted first. */
  take(signal: AbortSignal): Promise<boolean>;
  free(): void;
}

export function createSlots(count: number): Slots {
  let left = count;
  const waiting = new Set<() => void>();

  return {
    tryTake() {
      if (left === 0) return false;
      left -= 1;
      return true;
    },
    take(signal) {
      if (signal.aborted) return Promise.resolve(false);
      if (this.tryTake()) return Promise.resolve(true);
      return new Promise((resolve) => {
        const abort = () => {
          waiting.delete(granted);
          resolve(false);
        };
        const granted = () => {
          signal.removeEventListener('abort', abort);
          resolve(true);
        };
        waiting.add(granted);
        signal.addEventListener('abort', abort, { once: true });
      });
    },
    free() {
      const [next] = waiting;
      if (next === undefined) {
        left += 1;
        return;
      }
      waiting.delete(next);
      next();
    },
  };
}
