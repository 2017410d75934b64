import type { Expression, SelectQuery } from '@ai-etl/core';
import type { Building } from '../building.ts';
import type { Form, Show } from '../form.ts';
import type { State } from '../state.ts';
import { withForm } from '../state.ts';
import type { SelectForm } from './select-form.ts';

/** Reads "rank": all rows are wanted, each with its place. At the start only. */
export function takeRanking(state: State): readonly State[] {
  return state.last === 'start' ? [withForm(state, { ranks: true })] : [];
}

/** Reads "by" where rows are ranked: the most comes first. null: nothing is ranked, or it is said already. */
export function rankBy(state: State): State | null {
  const { ranks, order, entity } = state.form;
  if (!ranks || order.length > 0 || entity === null) return null;
  return { ...state, mode: 'order', direction: 'desc', shape: { ...state.shape, by: true } };
}

/** "Rank products within their category by price": each row with its place among those of its group. */
export function rankedRows(form: Form, building: Building, select: SelectForm): SelectQuery | null {
  const { ranks, order, groups, shows, entity } = form;
  if (!ranks || order.length === 0) return null;
  const rows: readonly Show[] = shows.length > 0 || entity === null ? shows : [entity];
  const said = new Set<string>([...groups, ...rows].map((show) => JSON.stringify(show)));
  const by = order.map((one) => one.by).filter((one) => !said.has(JSON.stringify(one)));
  const all = { ...form, ranks: false, shows: [...groups, ...rows, ...by], limit: null, offset: 0 };
  const { query, groupKeys } = select(all, building);
  const names = new Set(query.select.map(({ name }) => name));
  const place: Expression = {
    kind: 'window',
    call: { kind: 'call', name: 'rank', args: [] },
    partitionBy: groupKeys,
    orderBy: query.orderBy,
  };
  const name = names.has('rank') ? 'place' : 'rank';
  const inGroups = groupKeys.map((key) => ({ by: key, direction: 'asc', nulls: 'last' }) as const);
  return {
    ...query,
    select: [...query.select, { name, expression: place }],
    orderBy: [...inGroups, ...query.orderBy],
  };
}
