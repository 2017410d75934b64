import { faultCases, type FaultCase } from './fault-case.ts';
import type { SeededRandom } from './seeded-random.ts';
import { victimsOf, type Victim } from './victims.ts';

export interface PlannedKill {
  readonly victim: Victim;
  readonly from: Moment;
  readonly afterMs: number;
}

/**
 * From when the milliseconds of a kill count: the request; the kill before; the moment a staging table
 * or file of an attempt that was not killed yet, the third of its chunks (so the first may be recorded),
 * or a scratch database is there.
 */
export type Moment = 'asked' | 'killed before' | 'staged' | 'chunked' | 'scratch opened';

/** A case with its number of runs and kills so far. */
export interface Turns {
  readonly one: FaultCase;
  /** Where its row of victims begins: not the same one for each case. */
  readonly firstVictim: number;
  turn: number;
  kills: number;
  /** Milliseconds of its quickest run; null before the first. */
  runMs: number | null;
}

/** Kills in one run: each costs an attempt or more, and a run has 21 that may fail and 20 that may die. */
const mostInRun = 3;

/** About how long it takes until what died is back and the next attempt has begun. */
const recoveryMs = 4000;

/**
 * The cases in an order of the seed's own, not more than there are kills: a short test meets other
 * cases and victims with each seed, a long one meets every victim in every case. `only`: those with
 * this text in their name.
 */
export function chooseTurns(random: SeededRandom, kills: number, only = ''): Turns[] {
  const cases = faultCases.filter(({ name }) => name.includes(only));
  const order = cases.map((one) => ({ one, rank: random.next() }));
  order.sort((a, b) => a.rank - b.rank);
  return order.slice(0, kills).map(({ one }) => ({
    one,
    firstVictim: Math.floor(random.next() * 24),
    turn: 0,
    kills: 0,
    runMs: null,
  }));
}

/**
 * What dies in the next run of a case: one to three things, at most `most`. `usualMs`: how long a run of
 * another case takes.
 */
export function planKills(
  random: SeededRandom,
  turns: Turns,
  { most, usualMs }: { readonly most: number; readonly usualMs: number },
): readonly PlannedKill[] {
  const count = Math.min(most, 1 + Math.floor(random.next() * mostInRun));
  return Array.from({ length: count }, (_, nth) =>
    planKill(random, { ...turns, runMs: turns.runMs ?? usualMs }, nth),
  );
}

/**
 * Anywhere in the life of a run and a little after it, or in the recovery from the kill before; half of
 * them, of loads in chunks three quarters, while rows are loaded, verified and published, which is where it hurts.
 */
function planKill(
  random: SeededRandom,
  { one, firstVictim, kills, runMs }: Turns & { readonly runMs: number },
  nth: number,
): PlannedKill {
  const victims = victimsOf(one);
  const victim = victims[(firstVictim + kills + nth) % victims.length] ?? 'worker';
  const isEarly = random.next() < (one.kind === 'chunked' ? 0.25 : 0.5);
  const moment = random.next() * runMs;
  const after = (from: Moment, ms: number) => ({ victim, from, afterMs: Math.round(ms) });
  if (victim === 'scratch') return after('scratch opened', moment * 0.6);
  if (isEarly && nth === 0) return after('asked', moment * 1.1);
  if (isEarly) return after('killed before', moment * 1.1 + random.next() * recoveryMs);
  return one.kind === 'chunked' ? after('chunked', moment * 0.4) : after('staged', moment * 0.6);
}
