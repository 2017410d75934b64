import type { Expression, Query, SelectQuery } from '@ai-etl/core';
import type { SchemaIndex } from './schema-index.ts';
import { nameColumn } from './naming.ts';
import { weights } from './weights.ts';

/**
 * What a query loses that counts what is always one: the rows of a table for each of its own keys, or the different
 * values of a column that holds the one that is asked for. 0 for others.
 */
export function idleGroupCost(query: Query, index: SchemaIndex): number {
  if (query.kind === 'set') return 0;
  if (isByOwnKey(query, index) || countsOneValue(query)) return weights.resolve.idleGroup;
  return sumsByOwnName(query, index) ? weights.resolve.sumByName : 0;
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

/** "enrollment for each school", where a column of schools is called school: nothing is there to be summed. */
function sumsByOwnName({ from, joins, groupBy, select }: SelectQuery, index: SchemaIndex): boolean {
  const [by, ...more] = groupBy ?? [];
  if (by?.kind !== 'column' || more.length > 0 || joins.length > 0 || !('object' in from))
    return false;
  const table = index.schema.tables.find(({ object }) => object.name === from.object.name);
  const isByName = table !== undefined && nameColumn(table)?.name === by.name;
  const sums = select.filter(
    ({ expression }) => expression.kind === 'call' && expression.name === 'sum',
  );
  return isByName && sums.length > 0;
}
