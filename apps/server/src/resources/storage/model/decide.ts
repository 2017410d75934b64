import { allRules } from './rules/all-rules.ts';
import type { Rule } from './rules/rule.ts';
import { engines, type Engine, type Workload } from './workload.ts';

export interface Decision {
  readonly engine: Engine;
  /** 0 to 1: how far the best is ahead of the second. */
  readonly confidence: number;
  /** All engines, best first. */
  readonly ranking: readonly RankedEngine[];
  readonly fired: readonly Rule[];
}

export interface RankedEngine {
  readonly engine: Engine;
  readonly score: number;
}

/** Adds up the points of all rules that fire; of equal engines the first of the list is taken. */
export function decide(workload: Workload): Decision {
  const fired = allRules.filter((rule) => rule.when(workload));
  const ranking = engines
    .map((engine) => ({
      engine,
      score: fired.reduce((sum, rule) => sum + (rule.points[engine] ?? 0), 0),
    }))
    .toSorted((a, b) => b.score - a.score);
  const [best, second] = ranking;
  const lead = (best?.score ?? 0) - (second?.score ?? 0);
  return {
    engine: best?.engine ?? 'postgresql',
    // A lead of two heavy rules is as sure as this model gets.
    confidence: Math.round(Math.min(0.95, 0.5 + lead * 0.075) * 100) / 100,
    ranking,
    fired,
  };
}
