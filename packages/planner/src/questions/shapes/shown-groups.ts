import type { Expression, OrderKey, QueryColumn, SelectQuery } from '@ai-etl/core';
import { keyColumns } from '../../query/table-facts.ts';
import type { Block } from '../block.ts';
import { call, isAmong } from '../expressions.ts';
import type { Form, Measure } from '../form.ts';
import type { Resolution } from '../resolve.ts';

/** "For each type, how many": groups that are named before what is told of them are shown before it. */
export function inOrderSaid(query: SelectQuery, { groups, shows }: Form): SelectQuery {
  const [group] = groups;
  const told = shows.flatMap((show) =>
    show.kind !== 'measure' ? [show.at] : show.of === null ? [] : [show.of.at],
  );
  const leads = group !== undefined && told.length > 0 && told.every((at) => group.at < at);
  return leads ? groupsBefore(query) : query;
}

/** What groups are told apart by, before what is told of them. */
export function groupsBefore(query: SelectQuery): SelectQuery {
  const keys = query.groupBy;
  if (keys === null) return query;
  const isKey = ({ expression }: QueryColumn): boolean => isAmong(keys, expression);
  const groups = query.select.filter(isKey);
  const measures = query.select.filter((column) => !isKey(column));
  return { ...query, select: [...groups, ...measures] };
}

/** "Different cities, by population": a value that several rows show stands where the first of them would. */
export function extremeOfGroup({ by, direction, nulls }: OrderKey): OrderKey {
  return { by: call(direction === 'asc' ? 'min' : 'max', [by]), direction, nulls };
}

/** Whether rows are counted that are a group each. */
export function countsAlone(
  measures: readonly Measure[],
  keys: readonly Expression[],
  block: Block,
  resolution: Resolution,
): boolean {
  const { root } = block;
  const own = keyColumns(root);
  const isOwn = ({ fn, of }: Measure): boolean =>
    fn === 'count' && (of === null || (of.kind === 'table' && resolution.tableOf(of) === root));
  return (
    own.length > 0 &&
    !block.multiplies &&
    measures.some(isOwn) &&
    own.every((column) => isAmong(keys, block.column({ table: root, column })))
  );
}
