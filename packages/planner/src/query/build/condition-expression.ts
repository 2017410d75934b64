import type { Expression, LiteralExpression } from '@ai-etl/core';
import type { ColumnRef, ConditionIR, DayRange } from '../question-ir.ts';

type Printed = Exclude<ConditionIR, { kind: 'group' }>;

/** A condition as an expression. `time` is the column of a time condition. */
export function conditionExpression(
  condition: Printed,
  print: (ref: ColumnRef) => Expression,
  time: ColumnRef | null,
): Expression {
  switch (condition.kind) {
    case 'compare': {
      const left = print(condition.ref);
      const { op, value } = condition;
      if (!condition.anyCase || value.type !== 'text')
        return { kind: 'binary', op, left, right: value };
      const lower: Expression = { kind: 'call', name: 'lower', args: [left] };
      return {
        kind: 'binary',
        op,
        left: lower,
        right: { ...value, value: value.value.toLowerCase() },
      };
    }
    case 'in':
      return {
        kind: 'in',
        operand: print(condition.ref),
        items: condition.values,
        negated: condition.negated,
      };
    case 'between':
      return {
        kind: 'between',
        operand: print(condition.ref),
        low: condition.low,
        high: condition.high,
        negated: false,
      };
    case 'like':
      return {
        kind: 'like',
        operand: print(condition.ref),
        pattern: { kind: 'literal', type: 'text', value: condition.pattern },
        negated: condition.negated,
        caseInsensitive: true,
      };
    case 'null':
      return { kind: 'is_null', operand: print(condition.ref), negated: condition.negated };
    case 'time': {
      const ref = time ?? condition.ref;
      if (ref === null) return { kind: 'literal', type: 'bool', value: true };
      const operand = print(ref);
      if (condition.period !== null)
        return { kind: 'in_period', operand, period: condition.period };
      return dayRange(operand, ref, condition.range ?? { start: null, end: null });
    }
  }
}

/** Half-open: `c >= start AND c < end`. */
function dayRange(
  operand: Expression,
  { column }: ColumnRef,
  { start, end }: DayRange,
): Expression {
  const bound = (op: 'ge' | 'lt', day: string): Expression => ({
    kind: 'binary',
    op,
    left: operand,
    right: momentLiteral(column.type.kind, day),
  });
  const parts = [
    ...(start === null ? [] : [bound('ge', start)]),
    ...(end === null ? [] : [bound('lt', end)]),
  ];
  const [first, second] = parts;
  if (first === undefined) return { kind: 'literal', type: 'bool', value: true };
  return second === undefined ? first : { kind: 'binary', op: 'and', left: first, right: second };
}

function momentLiteral(kind: string, day: string): LiteralExpression {
  if (kind === 'timestamp') return { kind: 'literal', type: 'timestamp', value: `${day} 00:00:00` };
  if (kind === 'timestamptz')
    return { kind: 'literal', type: 'timestamptz', value: `${day} 00:00:00` };
  return { kind: 'literal', type: 'date', value: day };
}
