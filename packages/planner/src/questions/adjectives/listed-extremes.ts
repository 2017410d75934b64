import { sharesColumn } from '../column-mention.ts';
import type { ColumnMention, Measure, TableMention } from '../form.ts';
import { penalty } from '../moves.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';

/** Reads "movie" of "how long are the longest and the shortest movie": both ends of what the adjectives measure. */
export function takeExtremesOf(state: State, table: TableMention): State | null {
  return state.mode === 'show' ? bothEnds(state, [table]) : null;
}

/** "the lightest and the heaviest", and no rows were named behind. */
export function settleExtremes(state: State): State {
  return bothEnds(state, []) ?? state;
}

function bothEnds(state: State, rows: readonly TableMention[]): State | null {
  const { aggregate, form } = state;
  const of = aggregate?.measured;
  if (aggregate === null || of === undefined) return null;
  const column: ColumnMention = { ...of, beside: rows };
  const measures = [...aggregate.also, aggregate.fn].map((fn): Measure => ({
    kind: 'measure',
    fn,
    distinct: false,
    of: column,
  }));
  const kept = form.shows.filter((show) => show.kind !== 'column' || !sharesColumn(show, of));
  // "the oldest and the youngest player": who they are may be meant.
  const isSaid = kept.length < form.shows.length || kept.some(({ kind }) => kind === 'measure');
  const ended = withForm(
    state,
    { shows: [...kept, ...measures], entity: form.entity ?? rows[0] ?? null },
    { aggregate: null, shape: { ...state.shape, degree: null } },
  );
  return penalty(ended, isSaid ? 0 : weights.implied.unsaidExtremes);
}
