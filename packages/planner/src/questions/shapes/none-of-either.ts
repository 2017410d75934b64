import type { TableMention, Test } from '../form.ts';
import { addTest, type State } from '../state.ts';

/** "without reviews or suppliers", "without orders and reviews": of neither are there any. null: no rows were just said to be missing. */
export function noneOfEither(state: State, table: TableMention): State | null {
  const before = state.form.tests.at(-1);
  const isMissing = before?.kind === 'exists' && before.negated && before.tests.length === 0;
  const isListed =
    (state.or || state.and) && state.last === 'cue' && !state.has && state.inside !== null;
  if (!isMissing || !isListed || state.mode !== 'where') return null;
  const test: Test = { kind: 'exists', table, negated: true, tests: [] };
  const added = addTest({ ...state, or: false, and: false, inside: null }, test);
  return { ...added, inside: added.form.tests.length - 1 };
}
