import { queryTables, type DialectName, type Query, type QueryEstimate } from '@ai-etl/core';
import type { QuestionSchema } from '@ai-etl/planner';
import type { NlQueryAnswerBody } from './contract.ts';

export type Estimate = Pick<
  NlQueryAnswerBody,
  'estimated_rows' | 'estimated_time_ms' | 'estimated_from'
>;

/** Rows read in a millisecond, and a round trip: rough figures of one core each. */
const speeds: Readonly<
  Record<DialectName, { readonly rowsPerMs: number; readonly startMs: number }>
> = {
  postgresql: { rowsPerMs: 2000, startMs: 3 },
  clickhouse: { rowsPerMs: 50_000, startMs: 8 },
  duckdb: { rowsPerMs: 50_000, startMs: 3 },
  mysql: { rowsPerMs: 1000, startMs: 3 },
  sqlite: { rowsPerMs: 1000, startMs: 2 },
};

export interface EstimateRequest {
  readonly query: Query;
  readonly schema: QuestionSchema;
  readonly dialect: DialectName;
  /** The system's own; null: it was not asked. */
  readonly explained: QueryEstimate | null;
}

/** How much a query answers and how long it takes: from the system's plan, else from table sizes. */
export function estimate({ query, schema, dialect, explained }: EstimateRequest): Estimate {
  const read = rowsRead(query, schema);
  const fromPlan = explained?.rows ?? null;
  const rows = resultRows(query, { read, dialect, planned: fromPlan });
  const scanned = dialect === 'clickhouse' && fromPlan !== null ? fromPlan : read;
  const { rowsPerMs, startMs } = speeds[dialect];
  const timeMs = scanned === null ? null : Math.ceil(startMs + scanned / rowsPerMs);
  return {
    estimated_rows: rows,
    estimated_time_ms: timeMs,
    estimated_from: explained !== null ? 'explain' : read === null ? 'none' : 'statistics',
  };
}

/** PostgreSQL plans the rows of the result, ClickHouse those that are read. */
function resultRows(
  query: Query,
  {
    read,
    dialect,
    planned,
  }: {
    readonly read: number | null;
    readonly dialect: DialectName;
    readonly planned: number | null;
  },
): number | null {
  const groupBy = query.kind === 'select' ? query.groupBy : null;
  const { limit } = query;
  if (groupBy?.length === 0) return 1;
  const bound = planned ?? read;
  if (limit !== null) return bound === null ? limit.count : Math.min(limit.count, bound);
  const isKnown = groupBy === null || (dialect === 'postgresql' && planned !== null);
  return isKnown ? bound : null;
}

/** Rows of all tables of the query, as the catalog has them. */
function rowsRead(query: Query, { tables, defaultSchema }: QuestionSchema): number | null {
  let sum = 0;
  for (const { object } of queryTables(query)) {
    const table = tables.find(
      (one) =>
        one.object.name === object.name &&
        (one.object.schema ?? defaultSchema) === (object.schema ?? defaultSchema),
    );
    if (table === undefined || table.estimatedRows === null) return null;
    sum += table.estimatedRows;
  }
  return sum;
}
