import type { Rule } from './rule.ts';

/** Who writes and who reads, and how often. */
export const accessRules: readonly Rule[] = [
  {
    id: 'access.write_heavy',
    when: ({ accessPattern }) => accessPattern === 'write_heavy',
    points: { clickhouse: 2, parquet: 1, duckdb: -3 },
    because:
      'Many rows arrive: they are best taken in batches and sorted later; one file has one writer.',
  },
  {
    id: 'access.read_heavy',
    when: ({ accessPattern }) => accessPattern === 'read_heavy',
    points: { clickhouse: 1, postgresql: 1, parquet: -1 },
    because:
      'It is mostly read: what stays open and cached beats files that are opened for each question.',
  },
  {
    id: 'access.append_only',
    when: ({ accessPattern }) => accessPattern === 'append_only',
    points: { clickhouse: 2, parquet: 2 },
    because: 'Rows never change once written: they can be kept sorted and compressed for good.',
  },
  {
    id: 'access.rarely_read',
    when: ({ accessPattern }) => accessPattern === 'rarely_read',
    points: { parquet: 4, clickhouse: -1, postgresql: -1 },
    because: 'It is hardly ever read: a server that waits costs more than the storage.',
  },
  {
    id: 'access.frequent_updates',
    when: ({ updates }) => updates === 'frequent',
    points: { postgresql: 4, clickhouse: -3, parquet: -4, duckdb: -1 },
    because: 'Single rows change often: column stores rewrite whole parts for that.',
  },
  {
    id: 'access.some_updates',
    when: ({ updates }) => updates === 'some',
    points: { postgresql: 1, parquet: -2 },
    because: 'Some rows change: files can only be written anew.',
  },
  {
    id: 'access.high_availability',
    when: ({ highAvailability }) => highAvailability,
    points: { postgresql: 1, clickhouse: 1, parquet: 1, duckdb: -4 },
    because:
      'It must stay available when a machine fails: a database in one file has no second one.',
  },
];
