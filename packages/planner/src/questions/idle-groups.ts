import type { Expression, Query } from '@ai-etl/core';
import type { SchemaIndex } from './schema-index.ts';
import { weights } from './weights.ts';

/** What a query loses that counts the rows of a table for each of its own keys: there is always one. 0 for others. */
export function idleGroupCost(query: Query, { schema }: SchemaIndex): number {
  if (query.kind === 'set' || query.groupBy === null || query.joins.length > 0) return 0;
  const { from, groupBy } = query;
  if (!('object' in from)) return 0;
  const table = schema.tables.find(({ object }) => object.name === from.object.name);
  const grouped = groupBy.flatMap((one) => (one.kind === 'column' ? [one.name] : []));
  const key = table?.primaryKey ?? [];
  const isByKey = key.length > 0 && key.every((name) => grouped.includes(name));
  const isCounted = [
    ...query.select.map((one) => one.expression),
    ...query.orderBy.map((one) => one.by),
  ];
  return isByKey && isCounted.some(isCount) ? weights.resolve.idleGroup : 0;
}

function isCount(one: Expression): boolean {
  return one.kind === 'call' && one.name === 'count';
}
