import type { Expression } from '@ai-etl/core';
import { isMoment } from '../link/link-column.ts';
import { text } from '../query/conditions/equality.ts';
import { CannotBuild, type Building } from './building.ts';
import { binary, call, numeral } from './expressions.ts';
import type { Operand, Operator } from './form.ts';
import type { Field } from './schema-index.ts';
import { compareYear } from './times/text-forms.ts';
import { weights } from './weights.ts';

/** A column as a number that it may be compared with: the year of a date. */
export function comparable(
  field: Field,
  operand: Expression,
  { index }: Pick<Building, 'index'>,
): Expression {
  if (isMoment(field.column)) return call('date_part', [text('year'), operand]);
  if (field.column.type.kind !== 'text') return operand;
  if (!index.numerals.has(field.column)) throw new CannotBuild('a range of numbers in texts');
  return { kind: 'cast', operand, to: { kind: 'float64' } };
}

/** A text compared with a number: as the year of the day that it says, as the number that it holds, else letter by letter. */
export function textComparedToNumber(
  field: Field,
  op: Operator,
  right: Extract<Operand, { kind: 'number' }>,
  { operand, building }: { readonly operand: Expression; readonly building: Building },
): Expression {
  const form = building.index.textForms.get(field.column);
  const isDay = form !== undefined && form !== 'year';
  const isDated = isDay || /date|time|_on$|_at$/iu.test(field.column.name);
  if (op === 'eq' && isDated)
    return {
      kind: 'like',
      operand,
      pattern: text(`%${right.text}%`),
      negated: false,
      caseInsensitive: false,
    };
  const isOrdered = op !== 'eq' && op !== 'ne';
  if (isOrdered && isDay) return compareYear(operand, op, right.value);
  if (isOrdered && building.index.numerals.has(field.column))
    return binary(op, comparable(field, operand, building), numeral(right.value));
  if (isOrdered && !isDated) building.cost += weights.odd.comparedText;
  return binary(op, operand, text(right.text));
}
