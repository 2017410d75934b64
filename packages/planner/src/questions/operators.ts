import type { Operator } from './form.ts';

/** An operator, turned about by "not". */
export function negate(op: Operator, not: boolean): Operator {
  if (!not) return op;
  return ({ eq: 'ne', ne: 'eq', lt: 'ge', le: 'gt', gt: 'le', ge: 'lt' } as const)[op];
}
