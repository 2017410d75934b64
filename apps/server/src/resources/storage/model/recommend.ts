import { monthlyCost, type MonthlyCost } from './cost.ts';
import { decide, type Decision } from './decide.ts';
import { layoutOf } from './layouts/layout-of.ts';
import type { Layout } from './layouts/layout.ts';
import type { PriceTable } from './price-table.ts';
import { horizons, sizeAfter, storedGb } from './sizing.ts';
import type { Engine, Workload } from './workload.ts';

export interface Recommendation {
  readonly decision: Decision;
  readonly layout: Layout;
  readonly sizing: readonly SizeAt[];
  readonly alternatives: readonly Alternative[];
}

export interface SizeAt {
  readonly months: number;
  readonly rowsGb: number;
  readonly storedGb: number;
  readonly cost: MonthlyCost;
}

export interface Alternative {
  readonly engine: Engine;
  readonly score: number;
  readonly layout: Layout;
  readonly cost: MonthlyCost;
  readonly gains: readonly string[];
  readonly losses: readonly string[];
}

/** Everything there is to say about where a workload is best stored. Pure. */
export function recommend(workload: Workload, table: PriceTable): Recommendation {
  const decision = decide(workload);
  const { engine, ranking, fired } = decision;
  const sizing = horizons.map((months) => ({
    months,
    rowsGb: sizeAfter(workload, months),
    storedGb: storedGb(workload, engine, months),
    cost: monthlyCost(workload, engine, { months, table }),
  }));
  const chosen = sizing[0]?.cost.total ?? 0;
  const alternatives = ranking
    .filter((one) => one.engine !== engine)
    .map(({ engine: other, score }): Alternative => {
      const cost = monthlyCost(workload, other, { months: 0, table });
      const pointsOf = (rule: (typeof fired)[number]): number =>
        (rule.points[other] ?? 0) - (rule.points[engine] ?? 0);
      const price = priceWords(cost.total, chosen, table.currency);
      return {
        engine: other,
        score,
        layout: layoutOf(other, workload),
        cost,
        gains: [
          ...fired.filter((rule) => pointsOf(rule) > 0).map((rule) => rule.because),
          ...(cost.total < chosen ? [price] : []),
        ],
        losses: [
          ...fired.filter((rule) => pointsOf(rule) < 0).map((rule) => rule.because),
          ...(cost.total > chosen ? [price] : []),
        ],
      };
    });
  return { decision, layout: layoutOf(engine, workload), sizing, alternatives };
}

function priceWords(cost: number, chosen: number, currency: string): string {
  const difference = Math.abs(cost - chosen).toFixed(2);
  return `It costs about ${difference} ${currency} ${cost < chosen ? 'less' : 'more'} a month now.`;
}
