import { sizeAfter } from '../sizing.ts';
import type { Rule } from './rule.ts';

/** Where it is heading: the size in two years, retention counted. */
export const growthRules: readonly Rule[] = [
  {
    id: 'growth.outgrows_one_machine',
    when: (workload) => sizeAfter(workload, 24) >= 1000 && workload.sizeGb < 1000,
    points: { clickhouse: 2, parquet: 1, postgresql: -1, duckdb: -2 },
    because: 'In two years it passes a terabyte: what holds it must not have to be replaced then.',
  },
  {
    id: 'growth.stays_small',
    when: (workload) => sizeAfter(workload, 24) < 50,
    points: { postgresql: 1, duckdb: 1 },
    because: 'It stays below 50 GB for two years: nothing has to be prepared for.',
  },
  {
    id: 'growth.fast',
    when: (workload) => sizeAfter(workload, 12) >= 2 * workload.sizeGb,
    points: { clickhouse: 1, parquet: 1 },
    because: 'It doubles within a year: parts by time keep loading and dropping cheap.',
  },
];
