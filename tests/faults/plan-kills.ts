import { faultCases, type FaultCase } from './fault-case.ts';
import type { SeededRandom } from './seeded-random.ts';
import { victimsOf, type Victim } from './victims.ts';

export interface PlannedKill {
  readonly victim: Victim;
  /** From when `afterMs` counts: the request, the moment the staging table, or a scratch database, is there. */
  readonly from: 'asked' | 'staged' | 'scratch opened';
  readonly afterMs: number;
}

/** A case with its number of runs so far. */
export interface Turns {
  readonly one: FaultCase;
  /** Where its row of victims begins: not the same one for each case. */
  readonly firstVictim: number;
  turn: number;
  /** Milliseconds of its first run, which is left alone. */
  runMs: number;
}

/**
 * The cases in an order of the seed's own, not more than there are kills: a short test meets other
 * cases and victims with each seed, a long one meets every victim in every case. `only`: those with
 * this text in their name.
 */
export function chooseTurns(random: SeededRandom, kills: number, only = ''): Turns[] {
  const cases = faultCases.filter(({ name }) => name.includes(only));
  const order = cases.map((one) => ({ one, rank: random.next() }));
  order.sort((a, b) => a.rank - b.rank);
  return order
    .slice(0, kills)
    .map(({ one }) => ({ one, firstVictim: Math.floor(random.next() * 24), turn: 0, runMs: 1000 }));
}

/**
 * Anywhere in the life of a run and a little after it; half of them while rows are loaded,
 * verified and published, which is where it hurts.
 */
export function planKill(
  random: SeededRandom,
  { one, firstVictim, turn, runMs }: Turns,
): PlannedKill {
  const victims = victimsOf(one);
  const victim = victims[(firstVictim + turn) % victims.length] ?? 'worker';
  const isEarly = random.next() < 0.5;
  const moment = random.next() * runMs;
  if (victim === 'scratch') {
    return { victim, from: 'scratch opened', afterMs: Math.round(moment * 0.6) };
  }
  return isEarly
    ? { victim, from: 'asked', afterMs: Math.round(moment * 1.1) }
    : { victim, from: 'staged', afterMs: Math.round(moment * 0.8) };
}
