import { describe, expect, it } from 'vitest';
import { faultCases } from './fault-case.ts';
import { chooseTurns, planKill } from './plan-kills.ts';
import { createRandom } from './seeded-random.ts';
import { victimsOf } from './victims.ts';

describe('the plan of kills', () => {
  it('is the same for the same seed', () => {
    const plan = (seed: number) => {
      const random = createRandom(seed);
      return chooseTurns(random, 8).map((turns) => [turns.one.name, planKill(random, turns)]);
    };
    expect(plan(5)).toEqual(plan(5));
    expect(plan(5)).not.toEqual(plan(6));
  });

  it('meets every case about as often, whatever the number of kills', () => {
    const met = new Map<string, number>();
    for (let seed = 1; seed <= 600; seed += 1) {
      const turns = chooseTurns(createRandom(seed), 8);
      expect(new Set(turns.map(({ one }) => one)).size).toBe(8);
      for (const { one } of turns) met.set(one.name, (met.get(one.name) ?? 0) + 1);
    }
    // 8 of 18 cases by 600 seeds: 267 each.
    const each = (8 * 600) / faultCases.length;
    for (const { name } of faultCases) {
      expect(met.get(name), name).toBeGreaterThan(each * 0.8);
      expect(met.get(name), name).toBeLessThan(each * 1.2);
    }
    expect(chooseTurns(createRandom(1), 100)).toHaveLength(faultCases.length);
  });

  it('kills every victim of a case in turn, a scratch database only where there is one', () => {
    const random = createRandom(1);
    for (const turns of chooseTurns(random, 100)) {
      const victims = victimsOf(turns.one);
      const killed = victims.map((_, turn) => planKill(random, { ...turns, turn }).victim);
      expect(killed.toSorted(), turns.one.name).toEqual(victims.toSorted());
      const usesDuckdb = turns.one.kind === 'joined' || turns.one.kind === 'file';
      expect(killed.includes('scratch'), turns.one.name).toBe(usesDuckdb);
    }
  });
});
