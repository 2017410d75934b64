import type { CheckIntent } from '../../ir/index.ts';
import type { Rule } from '../pattern/rules.ts';

/** "a negative amount" is a fault: the promise is at least 0, for each of the columns. */
export const notNegative: Rule<readonly CheckIntent[]>['mean'] = (captures) => (evidence) =>
  captures.texts('columns').map((column) => ({
    rule: 'range',
    column,
    min: 0,
    max: null,
    minExclusive: false,
    maxExclusive: false,
    evidence,
  }));
