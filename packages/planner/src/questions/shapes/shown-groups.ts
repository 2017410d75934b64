import type { OrderKey, QueryColumn, SelectQuery } from '@ai-etl/core';
import { call, isAmong } from '../expressions.ts';
import type { Form } from '../form.ts';

/** "For each type, how many": groups that are named before what is told of them are shown before it. */
export function inOrderSaid(query: SelectQuery, { groups, shows }: Form): SelectQuery {
  const [group] = groups;
  const told = shows.map((show) =>
    show.kind !== 'measure'
      ? show.at
      : (show.of?.at ?? (show.share === true ? -1 : Number.POSITIVE_INFINITY)),
  );
  const leads = group !== undefined && told.every((at) => group.at < at);
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
