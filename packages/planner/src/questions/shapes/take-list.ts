import type { AggregateName, ColumnMention, TableMention } from '../form.ts';
import { countOf } from '../moves.ts';
import { withForm, type State } from '../state.ts';

/** Reads the next of "highest, lowest and average": aggregates of one column that is said last. */
export function listedAggregate(state: State, fn: AggregateName): State | null {
  const { superlative, aggregate } = state;
  if (!state.and || superlative === null || superlative.count || aggregate !== null) return null;
  if (fn === 'count' || state.form.order.length > 0) return null;
  // "the longest trip and the average number of stops": the trips stand between.
  if (superlative.isAdjective === true && state.form.entity !== null) return null;
  const also = [extreme(superlative.direction)];
  return { ...state, superlative: null, top: false, aggregate: { fn, distinct: false, also } };
}

/** Reads "highest" after another aggregate or superlative that waits for the same column. */
export function listedSuperlative(
  state: State,
  direction: 'asc' | 'desc',
  measured: ColumnMention | null,
): State | null {
  const { superlative, aggregate } = state;
  const of = measured === null ? {} : { measured };
  if (!state.and || state.form.order.length > 0) return null;
  const fn = extreme(direction);
  if (aggregate !== null && aggregate.fn !== 'count')
    return {
      ...state,
      aggregate: { fn, distinct: false, also: [...aggregate.also, aggregate.fn], ...of },
    };
  // "the fewest and the most cooks"
  const isCounted = superlative?.count === true && superlative.isNumber !== true;
  if (superlative === null || isCounted) return null;
  const also = [extreme(superlative.direction)];
  const listed = { fn, distinct: false, also, ...of };
  return { ...state, superlative: null, top: false, aggregate: listed };
}

function extreme(direction: 'asc' | 'desc'): 'min' | 'max' {
  return direction === 'desc' ? 'max' : 'min';
}

/** Reads the next of "how many patients, visits and bills": rows that are counted too. */
export function listedCount(state: State, table: TableMention): State | null {
  const { form } = state;
  const last = form.shows.at(-1);
  if (state.mode !== 'show' || !state.and || state.not) return null;
  if (last?.kind !== 'measure' || last.fn !== 'count' || last.of?.kind !== 'table') return null;
  return withForm(state, { shows: [...form.shows, countOf(table)] });
}
