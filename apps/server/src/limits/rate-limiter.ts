import type { Clock } from '@ai-etl/core';
import type { RateLimits, TakenRequests } from '@ai-etl/store';
import type { RateLimitSetting } from './rate-limit-setting.ts';

/** Who sends a request. Null: nobody we know, so the address counts. */
export interface Caller {
  readonly organisationId: string | null;
  readonly address: string;
}

/** What the X-RateLimit headers say. */
export interface Allowance {
  readonly allowed: boolean;
  /** Requests per hour. */
  readonly limit: number;
  /** Requests that may follow this one at once. */
  readonly remaining: number;
  /** Unix seconds: from then on all of the burst is there again. */
  readonly resetAt: number;
  /** Seconds until the next request is allowed; 0 when it is now. */
  readonly retryAfter: number;
}

/** Null: requests are not limited. Throws SERVICE_UNAVAILABLE. */
export type RateLimiter = (caller: Caller) => Promise<Allowance | null>;

export interface RateLimiterPorts {
  readonly rateLimits: Pick<RateLimits, 'takeRequests'>;
  readonly setting: RateLimitSetting;
  readonly clock: Clock;
}

/**
 * Counts requests in PostgreSQL. While one statement for a caller is under way, further requests
 * of the same caller wait and are then taken together by the next one: a caller in a hurry costs
 * one statement per round trip instead of one per request, processes do not queue for one row,
 * and the count stays exact, since nothing is taken before there is a request for it.
 */
export function makeRateLimiter(ports: RateLimiterPorts): RateLimiter {
  if (ports.setting === 'off') return () => Promise.resolve(null);
  const lines = new Map<string, Line>();
  const refusals = makeRefusals(ports.clock);
  return (caller) => {
    const key = keyOf(caller);
    const refusal = refusals.find(key);
    if (refusal !== null) return Promise.resolve(refusal);
    return new Promise((resolve, reject) => {
      const line = lines.get(key);
      if (line !== undefined) {
        line.waiting.push({ resolve, reject });
        return;
      }
      const started: Line = { key, caller, waiting: [{ resolve, reject }] };
      lines.set(key, started);
      void serve(started, ports, refusals, lines);
    });
  };
}

interface Waiting {
  readonly resolve: (allowance: Allowance) => void;
  readonly reject: (error: unknown) => void;
}

/** The requests of one caller that wait for their turn. */
interface Line {
  readonly key: string;
  readonly caller: Caller;
  waiting: Waiting[];
}

async function serve(
  line: Line,
  ports: RateLimiterPorts,
  refusals: Refusals,
  lines: Map<string, Line>,
): Promise<void> {
  while (line.waiting.length > 0) {
    const turn = line.waiting;
    line.waiting = [];
    try {
      const taken = await ports.rateLimits.takeRequests({
        key: line.key,
        organisationId: line.caller.organisationId,
        count: turn.length,
        override: ports.setting === 'off' ? null : ports.setting,
      });
      if (taken.granted < turn.length) refusals.remember(line.key, taken);
      turn.forEach((one, index) => one.resolve(allowanceOf(taken, index)));
    } catch (error) {
      for (const one of turn) one.reject(error);
    }
  }
  // In the same breath as the look at `waiting`: nobody can join a line that is no longer served.
  lines.delete(line.key);
}

/** What the request at `index` (from 0) of those taken together is told. */
export function allowanceOf(taken: TakenRequests, index: number): Allowance {
  const { granted, requestsPerHour, burst, fullInSeconds, nowSeconds } = taken;
  const step = 3600 / requestsPerHour;
  // The thousandth of a step is the rounding of times to microseconds.
  const left = Math.max(0, Math.floor(burst - fullInSeconds / step + 0.001));
  const allowed = index < granted;
  const wait = fullInSeconds + step - burst * step;
  return {
    allowed,
    limit: requestsPerHour,
    remaining: allowed ? left + (granted - 1 - index) : 0,
    resetAt: Math.ceil(nowSeconds + fullInSeconds),
    retryAfter: allowed ? 0 : Math.max(1, Math.ceil(wait)),
  };
}

/** An address of IPv6 is one of 2^64 that its owner has: their network counts. */
function keyOf({ organisationId, address }: Caller): string {
  return organisationId ?? `address ${networkOf(address)}`;
}

/** IPv4: the address, also when written as IPv6. IPv6: its /64. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array.from({ length: Math.max(0, gap) }, () => '0'), ...back];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}

interface Refusals {
  find(key: string): Allowance | null;
  remember(key: string, taken: TakenRequests): void;
}

/** A refusal is not asked for again before it can change, or a changed plan may be noticed. */
const rememberedMs = 1000;
const rememberedKeys = 10_000;

/** Whoever goes on after a refusal costs the database nothing. */
function makeRefusals(clock: Clock): Refusals {
  const refused = new Map<string, { readonly allowance: Allowance; readonly untilMs: number }>();
  return {
    find: (key) => {
      const known = refused.get(key);
      if (known === undefined) return null;
      if (known.untilMs > clock.now()) return known.allowance;
      refused.delete(key);
      return null;
    },
    remember: (key, taken) => {
      const step = 3600 / taken.requestsPerHour;
      const waitMs = (taken.fullInSeconds + step - taken.burst * step) * 1000;
      const oldest = refused.size < rememberedKeys ? undefined : refused.keys().next().value;
      if (oldest !== undefined) refused.delete(oldest);
      refused.set(key, {
        allowance: allowanceOf(taken, taken.granted),
        untilMs: clock.now() + Math.min(waitMs, rememberedMs),
      });
    },
  };
}
