import { negate } from '../operators.ts';
import type { Test } from '../form.ts';

/** The test that rows pass which do not pass this one. */
export function contrary(test: Test): Test {
  switch (test.kind) {
    case 'null':
    case 'held':
    case 'like':
    case 'own':
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
    case 'only':
      return { kind: 'all', tests: [test], negated: true };
  }
}
