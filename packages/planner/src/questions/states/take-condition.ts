import { isParticiple } from './verb-root.ts';
import { settleSubject } from '../moves.ts';
import type { Test } from '../form.ts';
import { addTest, type State } from '../state.ts';

/** Reads words that say how rows are. What is negated may hold for none of several rows: it stays as said. */
export function takeCondition(state: State, test: Test): State {
  const settled = saysSubject(state, test)
    ? { ...state, subject: null }
    : state.subject === null
      ? state
      : settleSubject(state);
  const never = settled.not && settled.shape.never ? neverSo(test) : null;
  if (never !== null) return addTest(settled, never);
  // "cars not returned yet": there is one that is not, whatever else there is.
  if (settled.not && test.kind === 'null')
    return addTest(settled, { ...test, negated: !test.negated });
  return addTest(settled, settled.not ? { kind: 'all', tests: [test], negated: true } : test);
}

/** "whose e-mail was not given": the words say of the e-mail whether there is one. */
function saysSubject({ subject }: State, test: Test): boolean {
  if (subject?.kind !== 'column' || test.kind !== 'null') return false;
  return test.left.alternatives.every(({ what }) =>
    subject.alternatives.some((other) => other.what.column === what.column),
  );
}

/** "never in the workshop": what lasts while a column is empty was never begun, so there are no such rows at all. */
function neverSo(test: Test): Test | null {
  // "never borrowed crime": a verb says what was done, and more of it follows.
  if (test.kind !== 'null' || test.negated || isParticiple(test.left.words)) return null;
  const { alternatives, words, at } = test.left;
  const tables = alternatives.map(({ what, score }) => ({ what: what.table, score }));
  const table = { kind: 'table', alternatives: tables, words, at } as const;
  return { kind: 'exists', table, negated: true, tests: [] };
}
