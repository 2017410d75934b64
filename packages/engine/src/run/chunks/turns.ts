/** Lets chunks that are loaded side by side become durable in their order, so that no gap is left. */
export interface Turns {
  /** Resolves when everything before this place is durable; rejects when the signal aborts. */
  until(index: number): Promise<void>;
  /** This place is durable. */
  pass(index: number): void;
}

export function createTurns(signal: AbortSignal): Turns {
  const passed = new Set<number>();
  const waiting = new Map<number, () => void>();
  let next = 0;
  return {
    until(index) {
      signal.throwIfAborted();
      if (index <= next) return Promise.resolve();
      return new Promise((resolve, reject) => {
        waiting.set(index, resolve);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
    pass(index) {
      passed.add(index);
      while (passed.has(next)) next += 1;
      for (const [place, resolve] of waiting) {
        if (place <= next) resolve();
      }
    },
  };
}
