import { sizeAfter } from '../sizing.ts';
import type { Rule } from './rule.ts';

/** How long rows are kept. */
export const retentionRules: readonly Rule[] = [
  {
    id: 'retention.short',
    when: ({ retentionMonths }) => retentionMonths !== null && retentionMonths <= 3,
    points: { clickhouse: 1, postgresql: 1, parquet: -1 },
    because: 'Rows live three months at most: parts by time are dropped as fast as they come.',
  },
  {
    id: 'retention.long',
    when: ({ retentionMonths }) => retentionMonths !== null && retentionMonths >= 60,
    points: { parquet: 2, clickhouse: 1 },
    because: 'Rows are kept for five years or longer: the price of storage decides.',
  },
  {
    id: 'retention.forever',
    when: (workload) => workload.retentionMonths === null && sizeAfter(workload, 36) >= 2000,
    points: { parquet: 1, clickhouse: 1, postgresql: -1 },
    because: 'Nothing is ever dropped, and in three years there are two terabytes or more.',
  },
];
