import type { AggregateName, ColumnMention, Show } from '../form.ts';
import { placeMeasure } from '../moves.ts';
import { withForm, type State } from '../state.ts';
import { isSame, isSameMeasure, showRanking } from './show-ranking.ts';

/** Marks a second sentence, "… List the name and the count": what it names is what is shown. */
export function markListed(state: State): State {
  const { shows } = state.form;
  const isMeasured = shows.some(({ kind }) => kind === 'measure');
  if (state.last === 'start' || state.and || !isMeasured) return state;
  return { ...state, shape: { ...state.shape, listed: state.shape.listed ?? shows.length } };
}

/** Reads "the count" of what was counted before: it is shown here. Empty where nothing was measured so. */
export function takeAgain(state: State, fn: AggregateName): readonly State[] {
  const { shows } = state.form;
  const at = shows.findLastIndex((show) => show.kind === 'measure' && show.fn === fn);
  const measure = shows[at];
  const ranked = measure === undefined ? showRanking(state, fn) : null;
  if (ranked !== null) return [ranked];
  if (measure?.kind === 'measure' && state.mode === 'order') return placeMeasure(state, measure, 0);
  const isShown = state.mode === 'show' || state.mode === 'group';
  if (measure === undefined || !isShown || state.compare !== null) return [];
  const listed = state.shape.listed === null ? null : state.shape.listed - 1;
  return [
    withForm(
      state,
      { shows: [...shows.toSpliced(at, 1), measure] },
      { mode: 'show', shape: { ...state.shape, listed } },
    ),
  ];
}

/**
 * What a question asks and its second sentence lists is shown once, where it is listed: "How many shows does each host
 * have? Show the host and the number of shows"; of an amount of single rows the amount itself.
 */
export function settleListedAgain(state: State): State {
  const { listed } = state.shape;
  if (listed === null || listed <= 0) return state;
  const { shows } = state.form;
  const first = shows.slice(0, listed);
  const second = shows.slice(listed);
  const isSingle = (column: ColumnMention): boolean => isOfSingleRows(state, column);
  const totalOf = (show: Show): Show =>
    (show.kind === 'column' && !isSingle(show) && first.find((one) => isTotalOf(one, show))) ||
    show;
  const again = second.map(totalOf);
  const asked = first.filter(
    (show) =>
      !again.some(
        (one) => (one.kind === 'column' && isTotalOf(show, one)) || isSameMeasure(one, show),
      ),
  );
  return asked.length === first.length ? state : withForm(state, { shows: [...asked, ...again] });
}

/** "How much does each item cost", "for every harvest": the amount of a row, and nothing is added up. */
function isOfSingleRows({ form: { groups } }: State, { alternatives }: ColumnMention): boolean {
  const table = alternatives[0]?.what.table;
  return groups.every((group) => group.kind === 'table' && group.alternatives[0]?.what === table);
}

function isTotalOf(show: Show, column: ColumnMention): boolean {
  return show.kind === 'measure' && show.fn === 'sum' && isSame(show.of, column);
}
