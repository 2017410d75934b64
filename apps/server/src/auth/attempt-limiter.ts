import type { Clock } from '@ai-etl/core';

export interface AttemptLimits {
  /** Failures allowed in one window. */
  readonly failures: number;
  readonly windowMs: number;
}

/** Counts failed logins in this process, by account and by caller's address. */
export interface AttemptLimiter {
  /** Milliseconds to wait, or 0 when a try is allowed; an allowed try counts until `forgive`. */
  take(key: string): number;
  /** A successful login takes its own try back. */
  forgive(key: string): void;
}

const trackedKeys = 10_000;

export function makeAttemptLimiter(limits: AttemptLimits, clock: Clock): AttemptLimiter {
  const windows = new Map<string, { tries: number; readonly endsAtMs: number }>();
  return {
    take: (key) => {
      const now = clock.now();
      let window = windows.get(key);
      if (window === undefined || window.endsAtMs <= now) {
        windows.delete(key);
        makeRoom(windows, now);
        window = { tries: 0, endsAtMs: now + limits.windowMs };
        windows.set(key, window);
      }
      if (window.tries >= limits.failures) return window.endsAtMs - now;
      window.tries += 1;
      return 0;
    },
    forgive: (key) => {
      const window = windows.get(key);
      if (window !== undefined) window.tries = Math.max(0, window.tries - 1);
    },
  };
}

/** Many invented addresses must not fill the memory: what has expired goes, then the oldest. */
function makeRoom(windows: Map<string, { readonly endsAtMs: number }>, now: number): void {
  if (windows.size < trackedKeys) return;
  for (const [key, window] of windows) {
    if (window.endsAtMs <= now) windows.delete(key);
  }
  const oldest = windows.keys().next();
  if (windows.size >= trackedKeys && oldest.done !== true) windows.delete(oldest.value);
}
