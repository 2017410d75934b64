import type { AggregateName, ColumnMention, Measure, Show, TableMention } from '../form.ts';
import { withForm, type State } from '../state.ts';

/** "Who sold the most tickets, and how many": what ranks is shown beside who. */
export function showRanking(state: State, fn: AggregateName): State | null {
  const { shows, order, entity } = state.form;
  const by = order[0]?.by;
  if (by?.kind !== 'measure' || by.fn !== fn || state.compare !== null) return null;
  const rows = shows.length === 0 && entity !== null ? [entity] : shows;
  return withForm(state, { shows: [...rows, by] }, { mode: 'show' });
}

/** "… with the most tickets and the number of tickets": the same, said in full; null where it ranks nothing. */
export function showRankedBy(state: State, measure: Measure): State | null {
  const by = state.form.order[0]?.by;
  if (by === undefined || by.kind !== 'measure' || !isSameMeasure(by, measure)) return null;
  return state.form.shows.some(({ kind }) => kind === 'measure') ? null : showRanking(state, by.fn);
}

/** Whether two measures are the same one, without conditions of their own. */
export function isSameMeasure(one: Show, other: Show): boolean {
  if (one.kind !== 'measure' || other.kind !== 'measure' || one.fn !== other.fn) return false;
  const isPlain = ({ where, share, reckoned }: Measure): boolean =>
    where === undefined && share === undefined && reckoned === undefined;
  return isPlain(one) && isPlain(other) && isSame(one.of, other.of);
}

/** Whether two mentions mean the same column or table, as far as the best of what they may mean tells. */
export function isSame(
  a: ColumnMention | TableMention | null,
  b: ColumnMention | TableMention | null,
): boolean {
  if (a === null || b === null || a.kind !== b.kind) return false;
  const [one, other] = [a.alternatives[0]?.what, b.alternatives[0]?.what];
  if (one === undefined || other === undefined) return false;
  return 'column' in one && 'column' in other ? one.column === other.column : one === other;
}
