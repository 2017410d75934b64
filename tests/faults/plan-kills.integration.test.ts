import { describe, expect, it } from 'vitest';
import { faultCases } from './fault-case.ts';
import { chooseTurns, planKills } from './plan-kills.ts';
import { createRandom } from './seeded-random.ts';
import { victimsOf } from './victims.ts';

const usualMs = 1000;

describe('the plan of kills', () => {
  it('is the same for the same seed', () => {
    const plan = (seed: number) => {
      const random = createRandom(seed);
      return chooseTurns(random, 8).map((turns) => [
        turns.one.name,
        planKills(random, turns, { most: 3, usualMs }),
      ]);
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
      const killed = victims.flatMap((_, kills) =>
        planKills(random, { ...turns, kills }, { most: 1, usualMs }).map(({ victim }) => victim),
      );
      expect(killed.toSorted(), turns.one.name).toEqual(victims.toSorted());
      const { kind, target } = turns.one;
      const usesDuckdb = kind === 'joined' || kind === 'file' || target === 'files';
      expect(killed.includes('scratch'), turns.one.name).toBe(usesDuckdb);
    }
  });

  it('kills one to three things in a run, never more than are wanted', () => {
    const [turns] = chooseTurns(createRandom(1), 1);
    const random = createRandom(2);
    const plans = Array.from({ length: 60 }, () =>
      planKills(random, turns ?? expect.fail(), { most: 3, usualMs }),
    );
    expect(new Set(plans.map((plan) => plan.length))).toEqual(new Set([1, 2, 3]));
    expect(plans.every(([first]) => first?.from !== 'killed before')).toBe(true);
    expect(plans.flat().some(({ from }) => from === 'killed before')).toBe(true);
    expect(planKills(random, turns ?? expect.fail(), { most: 1, usualMs })).toHaveLength(1);
  });
});
