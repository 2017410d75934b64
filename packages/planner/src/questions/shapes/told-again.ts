import type { ColumnMention } from '../form.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';

/** "length in feet", "amount in dollars": of the columns that the words before may mean the one that is called so. */
export function tellsWhich(state: State, named: ColumnMention): State | null {
  const shown = state.form.shows.at(-1);
  if (state.mode !== 'show' || !state.preposition || state.and || shown === undefined) return null;
  if (state.aggregate !== null || state.superlative !== null || state.compare !== null) return null;
  const of = shown.kind === 'measure' ? shown.of : shown;
  if (of?.kind !== 'column' || named.at - of.at > of.words.split(' ').length + 1) return null;
  const best = named.alternatives[0]?.score ?? 0;
  const said = named.alternatives.filter(({ score }) => score >= best - weights.resolve.tie);
  const kept = of.alternatives.filter((one) => said.some(({ what }) => what === one.what));
  if (kept.length === 0 || kept.length === of.alternatives.length) return null;
  const narrowed: ColumnMention = { ...of, alternatives: kept };
  const show = shown.kind === 'measure' ? { ...shown, of: narrowed } : narrowed;
  return withForm(state, { shows: [...state.form.shows.slice(0, -1), show] });
}

/** "average duration in milliseconds", "average millisecond length": the column of what was measured, by another name. */
export function saysAgain(state: State, named: ColumnMention): boolean {
  const shown = state.form.shows.at(-1);
  if (state.mode !== 'show' || shown?.kind !== 'measure' || state.and) return false;
  if (state.aggregate !== null || state.superlative !== null || state.compare !== null)
    return false;
  const isNear = state.preposition || state.last === 'column';
  const measured = shown.of?.kind === 'column' ? shown.of.alternatives[0]?.what.column : undefined;
  return isNear && measured !== undefined && named.alternatives[0]?.what.column === measured;
}

/** "take between 90 and 120 days to grow" of `growing_days`: what was just tested is not shown too. */
export function saysTested(state: State, named: ColumnMention): boolean {
  const { form, mode, and, preposition, last } = state;
  const test = form.tests.at(-1);
  if (mode !== 'show' || and || !preposition || last !== 'cue' || form.entity === null)
    return false;
  if (test?.kind !== 'compare' && test?.kind !== 'between') return false;
  const tested = test.left.kind === 'column' ? test.left.alternatives[0]?.what.column : undefined;
  return tested !== undefined && named.alternatives[0]?.what.column === tested;
}
