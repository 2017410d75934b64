import type { Rule } from './rule.ts';

/** How fast a usual question must be answered. */
export const latencyRules: readonly Rule[] = [
  {
    id: 'latency.milliseconds',
    when: ({ latencyMs }) => latencyMs !== null && latencyMs < 20,
    points: { postgresql: 2, parquet: -4, duckdb: -1 },
    because: 'Below 20 ms only what is in memory or found by an index answers.',
  },
  {
    id: 'latency.interactive',
    when: ({ latencyMs }) => latencyMs !== null && latencyMs >= 20 && latencyMs < 2000,
    points: { clickhouse: 2, postgresql: 1, parquet: -2 },
    because: 'People wait for the answer: a server with its data at hand is needed.',
  },
  {
    id: 'latency.patient',
    when: ({ latencyMs }) => latencyMs !== null && latencyMs >= 10_000,
    points: { parquet: 2, duckdb: 1 },
    because: 'Nobody waits for the answer: files read when needed are enough.',
  },
];
