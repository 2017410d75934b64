import { isMoment } from '../../link/link-column.ts';
import type { ColumnMention } from '../form.ts';
import { withForm, type State } from '../state.ts';

/** "When was Ingrid hired?", "when was it paid?": the moment of the verb, and no other, is the answer. */
export function settleWhen(state: State): State {
  const { shows, tests } = state.form;
  if (!state.shape.asksWhen) return state;
  const rest = shows.slice(1);
  if (state.event !== null) {
    const asked = nearOf(state, state.event);
    return withForm(state, { shows: [asked, ...rest] }, { event: null });
  }
  const done = tests.findLast((test) => test.kind === 'null' && test.negated);
  if (done?.kind !== 'null' || !isOfMoments(done.left)) return state;
  return withForm(state, {
    shows: [done.left, ...rest],
    tests: tests.filter((test) => test !== done),
  });
}

function nearOf({ near }: State, event: ColumnMention): ColumnMention {
  return near === null ? event : { ...event, beside: [near] };
}

function isOfMoments({ alternatives }: ColumnMention): boolean {
  return alternatives.some(({ what }) => isMoment(what.column));
}
