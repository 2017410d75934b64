import type { DateMath, Expression, LiteralExpression } from '@ai-etl/core';
import { isInteger } from '@ai-etl/core';
import { text } from '../../query/conditions/equality.ts';
import { binary, every, numeral } from '../expressions.ts';
import type { Field } from '../schema-index.ts';
import type { Edge, When } from './when.ts';

/** Rows of a stretch of time; null when the column cannot say it. */
export function whenExpression(
  operand: Expression,
  { column }: Field,
  { start, end }: When,
): Expression | null {
  const isDate = column.type.kind === 'text' || isInteger(column.type);
  const from = start === null ? null : isDate ? null : mathOf(start);
  const to = end === null ? null : isDate ? null : mathOf(end);
  const parts: (Expression | null)[] = [];
  if (from !== null || to !== null)
    parts.push({ kind: 'in_period', operand, period: { kind: 'between', from, to } });
  if (start !== null && from === null) parts.push(bound('ge', operand, { column }, start));
  if (end !== null && to === null) parts.push(bound('lt', operand, { column }, end));
  const said = parts.filter((part) => part !== null);
  return said.length < parts.length || said.length === 0 ? null : every(said);
}

function mathOf(edge: Edge): DateMath | null {
  return edge.kind === 'math' ? edge.steps : null;
}

function bound(
  op: 'ge' | 'lt',
  operand: Expression,
  { column }: Pick<Field, 'column'>,
  edge: Edge,
): Expression | null {
  if (edge.kind === 'math') return null;
  const { type } = column;
  if (isInteger(type)) {
    // Years as numbers know whole years only.
    return edge.day.endsWith('-01-01')
      ? binary(op, operand, numeral(Number(edge.day.slice(0, 4))))
      : null;
  }
  return binary(op, operand, dayLiteral(type.kind, edge.day));
}

/** ISO texts sort as the days they say. */
function dayLiteral(kind: string, day: string): LiteralExpression {
  if (kind === 'text') return text(day);
  if (kind === 'timestamp' || kind === 'timestamptz')
    return { kind: 'literal', type: kind, value: `${day} 00:00:00` };
  return { kind: 'literal', type: 'date', value: day };
}
