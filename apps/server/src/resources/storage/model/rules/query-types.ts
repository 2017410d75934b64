import type { QueryType } from '../workload.ts';
import type { Rule } from './rule.ts';

const asks =
  (one: QueryType): Rule['when'] =>
  ({ queryTypes }) =>
    queryTypes.has(one);

/** What is asked of it. */
export const queryRules: readonly Rule[] = [
  {
    id: 'query.analytical',
    when: asks('analytical'),
    points: { clickhouse: 3, duckdb: 2, parquet: 1, postgresql: -1 },
    because: 'Analytical questions read few columns of many rows: columns are best stored apart.',
  },
  {
    id: 'query.time_series',
    when: asks('time_series'),
    points: { clickhouse: 3, parquet: 1 },
    because: 'Time series are asked by period: sorted by time, only that period is read.',
  },
  {
    id: 'query.reporting',
    when: asks('reporting'),
    points: { clickhouse: 1, postgresql: 1 },
    because: 'Reports ask the same again and again, many at a time: a server answers them best.',
  },
  {
    id: 'query.ad_hoc',
    when: asks('ad_hoc'),
    points: { duckdb: 2, clickhouse: 1, parquet: 1 },
    because: 'Questions nobody foresaw have no index: scanning columns fast is what helps.',
  },
  {
    id: 'query.transactional',
    when: asks('transactional'),
    points: { postgresql: 6, clickhouse: -4, parquet: -6, duckdb: -4 },
    because: 'Transactions over single rows need locks, constraints and rollback.',
  },
  {
    id: 'query.point_lookup',
    when: asks('point_lookup'),
    points: { postgresql: 3, clickhouse: -1, parquet: -3 },
    because: 'Single rows are fetched by key: an index leads to them in a millisecond.',
  },
  {
    id: 'query.machine_learning',
    when: asks('machine_learning'),
    points: { parquet: 2, duckdb: 2 },
    because: 'Training reads everything from beginning to end, with tools that read Parquet.',
  },
  {
    id: 'query.archive',
    when: asks('archive'),
    points: { parquet: 4 },
    because:
      'An archive is written once and kept for long: open files in cheap storage outlive servers.',
  },
];
