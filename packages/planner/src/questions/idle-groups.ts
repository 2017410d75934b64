import type { Expression, Query, SelectQuery } from '@ai-etl/core';
import type { SchemaIndex } from './schema-index.ts';
import { weights } from './weights.ts';

/**
 * What a query loses that counts what is always one: the rows of a table for each of its own keys, or the different
 * values of a column that holds the one that is asked for. 0 for others.
 */
export function idleGroupCost(query: Query, index: SchemaIndex): number {
  if (query.kind === 'set') return 0;
  return isByOwnKey(query, index) || countsOneValue(query) ? weights.resolve.idleGroup : 0;
}

/** "orders of status paid": there is one such status. */
function countsOneValue({ select, where, groupBy }: SelectQuery): boolean {
  if (groupBy !== null && groupBy.length > 0) return false;
  const [counted] = select.map(({ expression }) => expression).filter(isCount);
  if (counted?.kind !== 'call' || counted.distinct !== true) return false;
  const [column] = counted.args;
  return column?.kind === 'column' && where.some((one) => holds(one, column));
}

function holds(where: Expression, column: Expression): boolean {
  if (where.kind !== 'binary') return false;
  if (where.op === 'and') return holds(where.left, column) || holds(where.right, column);
  return where.op === 'eq' && JSON.stringify(where.left) === JSON.stringify(column);
}

function isByOwnKey(query: SelectQuery, { schema }: SchemaIndex): boolean {
  if (query.groupBy === null || query.joins.length > 0) return false;
  const { from, groupBy } = query;
  if (!('object' in from)) return false;
  const table = schema.tables.find(({ object }) => object.name === from.object.name);
  const grouped = groupBy.flatMap((one) => (one.kind === 'column' ? [one.name] : []));
  const key = table?.primaryKey ?? [];
  const isByKey = key.length > 0 && key.every((name) => grouped.includes(name));
  const isCounted = [
    ...query.select.map((one) => one.expression),
    ...query.orderBy.map((one) => one.by),
  ];
  return isByKey && isCounted.some(isCount);
}

function isCount(one: Expression): boolean {
  return one.kind === 'call' && one.name === 'count';
}
