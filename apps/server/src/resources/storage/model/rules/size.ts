import type { Rule } from './rule.ts';

/** How much there is now. Limits are those of one ordinary machine. */
export const sizeRules: readonly Rule[] = [
  {
    id: 'size.small',
    when: ({ sizeGb }) => sizeGb < 10,
    points: { postgresql: 2, duckdb: 2, clickhouse: -1, parquet: -1 },
    because: 'Less than 10 GB fits into the memory of one small machine, whatever holds it.',
  },
  {
    id: 'size.medium',
    when: ({ sizeGb }) => sizeGb >= 10 && sizeGb < 200,
    points: { postgresql: 1, clickhouse: 1, duckdb: 1 },
    because: '10 to 200 GB is at home on one machine of any kind.',
  },
  {
    id: 'size.large',
    when: ({ sizeGb }) => sizeGb >= 200 && sizeGb < 5000,
    points: { clickhouse: 2, parquet: 1, postgresql: -2, duckdb: -2 },
    because: 'From 200 GB on, reading whole rows to use a few columns costs most of the time.',
  },
  {
    id: 'size.huge',
    when: ({ sizeGb }) => sizeGb >= 5000,
    points: { parquet: 3, clickhouse: 2, postgresql: -4, duckdb: -4 },
    because:
      'From 5 TB on, object storage costs a fraction of disks, and one machine no longer does.',
  },
];
