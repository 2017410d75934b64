import type { Comparison, Condition } from '../../ir/index.ts';

const opposites: Readonly<Record<Exclude<Comparison, 'between' | 'period'>, Comparison>> = {
  '=': '!=',
  '!=': '=',
  '>': '<=',
  '>=': '<',
  '<': '>=',
  '<=': '>',
  in: 'not_in',
  not_in: 'in',
  like: 'not_like',
  not_like: 'like',
  is_null: 'not_null',
  not_null: 'is_null',
  state: 'not_state',
  not_state: 'state',
};

/** The opposite condition; a range or a period has none of one piece and stays. */
export function negateCondition(condition: Condition): Condition {
  if (condition.cmp === 'between' || condition.cmp === 'period') return condition;
  return { ...condition, cmp: opposites[condition.cmp] };
}
