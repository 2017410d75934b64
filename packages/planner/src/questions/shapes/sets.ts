import type { Test } from '../form.ts';
import { addTest, withForm, type State } from '../state.ts';

/** Reads "nothing": "bought nothing" turns the purchases that were just named into none. */
export function takeNothing(state: State): State {
  const { tests } = state.form;
  const last = tests.at(-1);
  if (state.last !== 'table' || last?.kind !== 'exists' || last.negated)
    return { ...state, not: true };
  return withForm(state, { tests: [...tests.slice(0, -1), { ...last, negated: true }] });
}

/** Reads "only": what follows holds for all rows of those that were named. At the start it says nothing. */
export function takeOnly(state: State): State {
  const isSaid = state.form.entity !== null && state.mode !== 'order';
  return isSaid
    ? { ...state, only: true, mode: state.last === 'table' ? 'where' : state.mode }
    : state;
}

/**
 * "bought A but never B", "bought both A and B": the second is of rows of the same table, but of other ones.
 * null where no such rows were named before.
 */
export function addOtherRows(state: State, test: Extract<Test, { kind: 'held' }>): State | null {
  const before = state.form.tests.findLast((one) => one.kind === 'exists' && !one.negated);
  if (before?.kind !== 'exists') return null;
  const isAlike = before.tests.some((one) => one.kind === 'held' && sharesField(one, test));
  if (!isAlike || !(state.not || (state.both && state.and))) return null;
  const other: Test = {
    ...before,
    negated: state.not,
    tests: [{ ...test, negated: false }],
  };
  const added = addTest({ ...state, inside: null, both: false }, other);
  return { ...added, inside: added.form.tests.length - 1, both: state.both };
}

function sharesField(
  one: Extract<Test, { kind: 'held' }>,
  other: Extract<Test, { kind: 'held' }>,
): boolean {
  const fields = new Set(one.left.alternatives.map(({ what }) => what));
  return other.left.alternatives.some(({ what }) => fields.has(what));
}
