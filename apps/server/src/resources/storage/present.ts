import type { StorageAnswer } from './contract.ts';
import type { MonthlyCost } from './model/cost.ts';
import type { Layout } from './model/layouts/layout.ts';
import type { PriceTable } from './model/price-table.ts';
import type { Recommendation } from './model/recommend.ts';
import { engineTitles } from './model/workload.ts';
import type { Assumption } from './read-workload.ts';

export interface StorageToPresent {
  readonly found: Recommendation;
  readonly prices: PriceTable;
  readonly assumptions: readonly Assumption[];
  /** Engines that this server has a connector for. */
  readonly supported: ReadonlySet<string>;
}

/** A recommendation as the API shows it. */
export function presentStorage(one: StorageToPresent): StorageAnswer {
  const { decision, layout, sizing, alternatives } = one.found;
  const { currency, date, source, note } = one.prices;
  return {
    engine: decision.engine,
    title: engineTitles[decision.engine],
    confidence: decision.confidence,
    supported: one.supported.has(decision.engine),
    layout: presentLayout(layout),
    sizing: sizing.map(({ months, rowsGb, storedGb, cost }) => ({
      months,
      rows_gb: rounded(rowsGb),
      stored_gb: rounded(storedGb),
      monthly_cost: presentCost(cost),
    })),
    monthly_cost: sizing[0]?.cost.total ?? 0,
    alternatives: alternatives.map(({ engine, score, cost, layout: other, gains, losses }) => ({
      engine,
      title: engineTitles[engine],
      score,
      monthly_cost: cost.total,
      layout: presentLayout(other),
      gains: [...gains],
      losses: [...losses],
    })),
    rules: decision.fired.map(({ id, points, because }) => ({
      id,
      points: { ...points },
      because,
    })),
    scores: Object.fromEntries(decision.ranking.map(({ engine, score }) => [engine, score])),
    assumptions: one.assumptions.map(({ field, value, because }) => ({ field, value, because })),
    price_table: { currency, date, source, note },
  };
}

function presentLayout(layout: Layout): StorageAnswer['layout'] {
  return {
    partition_by: layout.partitionBy,
    sort_key: [...layout.sortKey],
    indexes: [...layout.indexes],
    file_format: layout.fileFormat,
    compression: layout.compression,
    table_engine: layout.tableEngine,
    because: [...layout.because],
  };
}

function presentCost({
  machine,
  ...cost
}: MonthlyCost): StorageAnswer['sizing'][number]['monthly_cost'] {
  return { ...cost, machine: { vcpus: machine.vcpus, memory_gb: machine.memoryGb } };
}

/** Four figures are more than an estimate can bear. */
function rounded(gb: number): number {
  return Number(gb.toPrecision(4));
}
