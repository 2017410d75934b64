import { labelMention } from '../implied-columns.ts';
import { withForm, type State } from '../state.ts';

/** Keeps "alphabetically ordered" for what is named later: nothing is, so far. Empty where something is. */
export function waitAlphabetical(state: State): readonly State[] {
  const { entity, shows, groups } = state.form;
  if (entity !== null || shows.length > 0 || groups.length > 0) return [];
  return [{ ...state, shape: { ...state.shape, alphabetical: true } }];
}

/** Orders by the first column that is shown, else by what names the rows. */
export function settleAlphabetical(state: State): State {
  const { shows, order } = state.form;
  if (!state.shape.alphabetical || order.length > 0) return state;
  const first = shows.find((show) => show.kind === 'column');
  const by = shows.length === 0 ? labelMention({ ...state, near: null }, null) : first;
  if (by === undefined || by === null) return state;
  return withForm(state, { order: [{ by, direction: 'asc' }] });
}
