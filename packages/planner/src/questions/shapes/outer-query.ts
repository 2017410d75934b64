import type { Query, SelectQuery } from '@ai-etl/core';
import { column } from '../expressions.ts';

/** A query over the rows of another, showing the columns that are named. */
export function outerQuery(alias: string, query: Query, names: readonly string[]): SelectQuery {
  return {
    kind: 'select',
    from: { alias, query },
    joins: [],
    subqueries: [],
    where: [],
    groupBy: null,
    having: [],
    select: names.map((name) => ({ name, expression: column(alias, name) })),
    distinct: false,
    orderBy: [],
    limit: null,
  };
}
