import { negate, settleSubject } from '../moves.ts';
import type { Test } from '../form.ts';
import { addTest, type State } from '../state.ts';

/** Reads words that say how rows are. */
export function takeCondition(state: State, test: Test): State {
  const settled = state.subject === null ? state : settleSubject(state);
  return addTest(settled, settled.not ? contrary(test) : test);
}

function contrary(test: Test): Test {
  switch (test.kind) {
    case 'null':
    case 'held':
    case 'like':
    case 'exists':
    case 'all':
    case 'time':
      return { ...test, negated: !test.negated };
    case 'flag':
      return { ...test, value: !test.value };
    case 'compare':
      return { ...test, op: negate(test.op, true) };
    case 'between':
    case 'any':
    case 'apart':
      return { kind: 'all', tests: [test], negated: true };
  }
}
