import type { ColumnMention, Measure } from '../form.ts';
import { penalty } from '../moves.ts';
import { withForm, type State } from '../state.ts';

/** Reads "the highest salary", "the largest number of seats" as the number itself; empty where rows are ranked by it. */
export function extremeOf(
  state: State,
  of: ColumnMention,
  cleared: Partial<State>,
): readonly State[] {
  const { form, superlative, mode, top, shape } = state;
  if (superlative === null || mode !== 'show' || top) return [];
  const isPlain =
    shape.ordinal === null &&
    form.limit === null &&
    form.shows.every(({ kind }) => kind === 'measure');
  if (!isPlain) return [];
  const fn = superlative.direction === 'desc' ? 'max' : 'min';
  const measure: Measure = { kind: 'measure', fn, distinct: false, of };
  const shown = withForm(state, { shows: [...form.shows, measure] }, cleared);
  return [penalty(shown, form.shows.length > 0 ? 0.05 : 0.15)];
}
