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
  return addTest(settled, settled.not ? { kind: 'all', tests: [test], negated: true } : test);
}

/** "whose e-mail was not given": the words say of the e-mail whether there is one. */
function saysSubject({ subject }: State, test: Test): boolean {
  if (subject?.kind !== 'column' || test.kind !== 'null') return false;
  return test.left.alternatives.every(({ what }) =>
    subject.alternatives.some((other) => other.what.column === what.column),
  );
}
