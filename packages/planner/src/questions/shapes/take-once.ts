import type { Show } from '../form.ts';
import { withForm, type State } from '../state.ts';

/** Reads "without repeats": rows that look alike are one, and of what is counted each is counted once. */
export function takeOnce(state: State): State {
  const shows = state.form.shows.map(countedOnce);
  const aggregate =
    state.aggregate?.fn === 'count' ? { ...state.aggregate, distinct: true } : state.aggregate;
  return withForm(state, { shows, distinct: true }, { aggregate });
}

function countedOnce(show: Show): Show {
  const isCount = show.kind === 'measure' && show.fn === 'count' && show.of?.kind === 'column';
  return isCount ? { ...show, distinct: true } : show;
}
