import type { Clock } from '@ai-etl/core';
import { makeAttemptLimiter } from './attempt-limiter.ts';

const windowMs = 15 * 60_000;

/**
 * Failed tries allowed in a quarter of an hour. One account from one address: a person who
 * mistypes. One address over all accounts: an office, not a list of leaked passwords. One account
 * from all addresses: high, since it lets strangers lock somebody out.
 */
const limits = { both: 10, address: 50, account: 200 } as const;

/** Slows down the guessing of passwords, in this process. */
export interface LoginGuard {
  /** Milliseconds to wait, or 0 when a try is allowed; an allowed try counts until `forgive`. */
  take(email: string, address: string): number;
  /** A successful login takes its own try back. */
  forgive(email: string, address: string): void;
}

export function makeLoginGuard(clock: Clock): LoginGuard {
  const windows = [
    {
      limiter: makeAttemptLimiter({ failures: limits.address, windowMs }, clock),
      keyOf: (_: string, address: string) => address,
    },
    {
      limiter: makeAttemptLimiter({ failures: limits.both, windowMs }, clock),
      keyOf: (account: string, address: string) => `${account} ${address}`,
    },
    {
      limiter: makeAttemptLimiter({ failures: limits.account, windowMs }, clock),
      keyOf: (account: string) => account,
    },
  ];
  const fold = (email: string): string => email.trim().toLowerCase();
  return {
    take: (email, address) => {
      // In this order an address that invents accounts is stopped before it fills the other windows.
      for (const { limiter, keyOf } of windows) {
        const waitMs = limiter.take(keyOf(fold(email), address));
        if (waitMs > 0) return waitMs;
      }
      return 0;
    },
    forgive: (email, address) => {
      for (const { limiter, keyOf } of windows) limiter.forgive(keyOf(fold(email), address));
    },
  };
}
