import type { CatalogColumn, DateMath, Expression, LiteralExpression } from '@ai-etl/core';
import { isInteger } from '@ai-etl/core';
import { text } from '../../query/conditions/equality.ts';
import { binary, call, every, numeral } from '../expressions.ts';
import { partsOf } from '../name-parts.ts';
import type { Field } from '../schema-index.ts';
import { noTextForms, textWhen, type TextForms } from './text-forms.ts';
import type { Edge, When } from './when.ts';

/** Rows of a stretch of time; null when the column cannot say it. */
export function whenExpression(
  operand: Expression,
  { column }: Field,
  when: When,
  forms: TextForms = noTextForms,
): Expression | null {
  const { start, end } = when;
  const form = forms.get(column);
  if (form !== undefined) return textWhen(operand, form, when);
  if (when.month !== undefined && isOfAnyYear(column, when))
    return monthOf(operand, column, when.month);
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

/** "born in May", "in the month of May", and days kept as texts: the month of whatever year. */
function isOfAnyYear({ name, type }: CatalogColumn, { anyYear }: When): boolean {
  const isBirth = partsOf(name).some((part) => /^(?:birth|born|birthday)$/u.test(part));
  return anyYear === true || isBirth || type.kind === 'text';
}

function monthOf(operand: Expression, { type }: CatalogColumn, month: number): Expression | null {
  if (isInteger(type)) return null;
  if (type.kind !== 'text')
    return binary('eq', call('date_part', [text('month'), operand]), numeral(month));
  const pattern = text(`____-${String(month).padStart(2, '0')}-%`);
  return { kind: 'like', operand, pattern, negated: false, caseInsensitive: false };
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
