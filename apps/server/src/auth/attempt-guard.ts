import { AiEtlError } from '@ai-etl/core';
import type { AttemptLimit, Identity } from '@ai-etl/store';
import { networkOf } from './network-of.ts';

const windowMs = 15 * 60_000;

/** How often something may be tried in a quarter of an hour. */
export interface AttemptLimits {
  /** One account from one address; of IPv6, from one network of 64 bits. */
  readonly both: number;
  /** One address over all accounts. */
  readonly address: number;
  /** One account from all addresses. */
  readonly account: number;
}

/**
 * Failed logins. One account from one address: a person who mistypes. One address over all
 * accounts: an office, not a list of leaked passwords. One account from all addresses: high, since
 * it lets strangers lock somebody out.
 */
export const loginLimits: AttemptLimits = { both: 10, address: 50, account: 200 };

/** Mails that anybody can have sent to somebody else. */
export const mailLimits: AttemptLimits = { both: 3, address: 20, account: 10 };

/** Who tries, and from where. */
export interface Attempt {
  readonly email: string;
  readonly address: string;
}

/** Slows down guessing, in all API processes together. */
export interface AttemptGuard {
  /** Throws RATE_LIMIT_EXCEEDED with the seconds to wait. A try counts until `forgive`. */
  take(attempt: Attempt): Promise<void>;
  /** A successful try takes itself back. */
  forgive(attempt: Attempt): Promise<void>;
}

/** `what` is tried, such as `logins`: for the message, and so that each thing is counted apart. */
export function makeAttemptGuard(
  store: Pick<Identity, 'takeAttempt' | 'forgiveAttempt'>,
  what: string,
  limits: AttemptLimits,
): AttemptGuard {
  return {
    take: async (attempt) => {
      const waitMs = await store.takeAttempt(countedBy(what, limits, attempt), windowMs);
      if (waitMs > 0) throw tooMany(what, waitMs);
    },
    forgive: (attempt) =>
      store.forgiveAttempt(countedBy(what, limits, attempt).map((one) => one.key)),
  };
}

function countedBy(
  what: string,
  limits: AttemptLimits,
  { email, address }: Attempt,
): readonly AttemptLimit[] {
  const account = email.trim().toLowerCase();
  const network = networkOf(address);
  return [
    { key: `${what} address ${network}`, most: limits.address },
    { key: `${what} both ${network} ${account}`, most: limits.both },
    { key: `${what} account ${account}`, most: limits.account },
  ];
}

function tooMany(what: string, waitMs: number): AiEtlError {
  const seconds = Math.ceil(waitMs / 1000);
  return new AiEtlError(
    'RATE_LIMIT_EXCEEDED',
    `Too many ${what}. Try again in ${seconds} seconds.`,
    { details: [{ field: 'retry_after', error: String(seconds) }] },
  );
}
