import { withForm, type State } from '../state.ts';

/** "Which awards were won, and which year …": the rows that were asked for are shown beside what follows. */
export function asksMore(state: State): boolean {
  const { form, and, last } = state;
  if (
    !state.shape.asksRows ||
    !and ||
    last !== 'cue' ||
    form.entity === null ||
    form.tests.length === 0
  )
    return false;
  if (form.shows.length + form.groups.length + form.order.length > 0) return false;
  return state.aggregate === null && state.superlative === null && state.inside === null;
}

/** The rows a reading is about, as the first to be shown. */
export function withRows(state: State): State {
  const { entity } = state.form;
  return entity === null ? state : withForm(state, { shows: [entity] });
}
