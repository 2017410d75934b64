import type { Query } from '@ai-etl/core';

/** A query that lists rows without saying how many, with a limit; groups and totals are not cut. */
export function limitList(query: Query, count: number | undefined): Query {
  if (count === undefined || query.limit !== null) return query;
  if (query.kind === 'select' && query.groupBy !== null) return query;
  return { ...query, limit: { count, offset: 0 } };
}
