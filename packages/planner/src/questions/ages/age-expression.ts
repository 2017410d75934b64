import type { Expression } from '@ai-etl/core';
import { text } from '../../query/conditions/equality.ts';
import type { Operator } from '../form.ts';
import { binary, call, numeral } from '../expressions.ts';
import { math, floor, move, type Edge, type When } from '../times/when.ts';

/** Whole years from a day of birth until today. */
export function ageExpression(birth: Expression): Expression {
  const today = call('today', []);
  const years = call('date_diff', [text('year'), birth, today]);
  const when = binary('lt', dayOfYear(today), dayOfYear(birth));
  const rest: Expression = {
    kind: 'case',
    // oxlint-disable-next-line unicorn/no-thenable -- `then` is a branch of the language, no promise
    branches: [{ when, then: numeral(1) }],
    otherwise: numeral(0),
  };
  return binary('subtract', years, rest);
}

/** The days on which those were born who are as old as said; null for "not 30". */
export function bornWhen(op: Operator, years: number): When | null {
  if (!Number.isInteger(years)) return null;
  switch (op) {
    case 'gt':
      return { start: null, end: after(years + 1) };
    case 'ge':
      return { start: null, end: after(years) };
    case 'lt':
      return { start: after(years), end: null };
    case 'le':
      return { start: after(years + 1), end: null };
    case 'eq':
      return { start: after(years + 1), end: after(years) };
    case 'ne':
      return null;
  }
}

/** The day after the latest one on which those of an age were born. */
function after(years: number): Edge {
  return math(floor('day'), move(-years, 'year'), move(1, 'day'));
}

/** Grows with the days of a year: 1231 for the last one. */
function dayOfYear(moment: Expression): Expression {
  const part = (of: string): Expression => call('date_part', [text(of), moment]);
  return binary('add', binary('multiply', part('month'), numeral(100)), part('day'));
}
