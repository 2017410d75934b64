import { settleSubject } from '../moves.ts';
import type { Test } from '../form.ts';
import { addTest, type State } from '../state.ts';

/** Reads words that say how rows are. What is negated may hold for none of several rows: it stays as said. */
export function takeCondition(state: State, test: Test): State {
  const settled = state.subject === null ? state : settleSubject(state);
  return addTest(settled, settled.not ? { kind: 'all', tests: [test], negated: true } : test);
}
