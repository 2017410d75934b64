import type { GoldenCase } from './golden-case.ts';

function measured(name: string, ...expressions: readonly string[]): GoldenCase {
  return {
    name: `step-aggregate-${name}`,
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['v'],
        group_by: [{ name: 'part', expression: 'CASE WHEN id < 9 THEN id % 3 END' }],
        measures: expressions.map((expression, index) => ({ name: `x${index + 1}`, expression })),
      },
    ],
  };
}

/** Aggregates beyond sums: levels, spread, lists, DISTINCT and FILTER, extremes of each ordered type. */
export const aggregateCases: readonly GoldenCase[] = [
  measured(
    'quantiles',
    'quantile(n, 0.25)',
    'quantile(d, 0)',
    'quantile(f, 1)',
    'quantile(i, 0.9) FILTER (WHERE id > 4)',
    'quantile(id, 0.5) - median(id)',
  ),
  measured('variance', 'variance(i % 100)', 'variance(d) FILTER (WHERE id > 7)', 'var_samp(id)'),
  measured(
    'lists',
    'array_agg(s)',
    'array_agg(i)',
    'array_agg(dt) FILTER (WHERE id > 5)',
    'array_agg(DISTINCT id % 2)',
    'array_agg(d)',
  ),
  measured(
    'distinct',
    'count(DISTINCT s)',
    'sum(DISTINCT id % 2)',
    'avg(DISTINCT i % 3) FILTER (WHERE b)',
    "string_agg(DISTINCT left(s, 1), ',')",
  ),
  measured('extremes', 'min(s)', 'max(dt)', 'min(ts)', 'max(tz)', 'min(d)', 'max(f)', 'min(n)'),
];
