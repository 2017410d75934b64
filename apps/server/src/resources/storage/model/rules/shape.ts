import type { Rule } from './rule.ts';

/** What the table itself looks like, where it is known. */
export const shapeRules: readonly Rule[] = [
  {
    id: 'shape.many_rows',
    when: ({ table }) => table !== null && (table.rows ?? 0) >= 50_000_000,
    points: { clickhouse: 2, parquet: 1, postgresql: -1 },
    because: 'Fifty million rows or more: counting and summing them row by row takes minutes.',
  },
  {
    id: 'shape.events',
    when: ({ table }) =>
      table !== null && table.timeColumn !== null && table.primaryKey.length === 0,
    points: { clickhouse: 1, parquet: 1 },
    because: 'Rows have a time and no key, as events have.',
  },
  {
    id: 'shape.entities',
    when: ({ table }) =>
      table !== null && table.primaryKey.length > 0 && (table.rows ?? 0) < 5_000_000,
    points: { postgresql: 1 },
    because: 'Rows have a key and are not very many, as customers or products are.',
  },
];
