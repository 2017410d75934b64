import { isInteger, type Expression, type TimeUnit } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { ageExpression } from '../ages/age-expression.ts';
import { text } from '../../query/conditions/equality.ts';
import { binary, call, numeral } from '../expressions.ts';
import type { ColumnMention } from '../form.ts';
import type { Field } from '../schema-index.ts';
import type { Derived } from './derived.ts';

interface Columns {
  /** Where a stretch of time begins; null: it ends now. */
  readonly since: Field | null;
  readonly column: (field: Field) => Expression;
}

/** What is made of a moment; null where the column holds none. */
export function derivedExpression(
  derived: Derived,
  field: Field,
  { since, column }: Columns,
): Expression | null {
  switch (derived.kind) {
    case 'series': {
      if (isInteger(field.column.type)) return derived.unit === 'year' ? column(field) : null;
      return call('date_trunc', [text(derived.unit), moment(field, column)]);
    }
    case 'cycle':
      return isInteger(field.column.type)
        ? null
        : call('date_part', [text(derived.part), moment(field, column)]);
    case 'age':
      return isMoment(field.column) ? ageExpression(column(field)) : null;
    case 'elapsed': {
      if (!isMoment(field.column) || (since !== null && !isMoment(since.column))) return null;
      if (since === null) return difference(derived.unit, { from: field, to: null, column });
      return difference(derived.unit, { from: since, to: field, column });
    }
  }
}

/** ISO texts are read as the days they say. */
function moment(field: Field, column: Columns['column']): Expression {
  if (field.column.type.kind !== 'text') return column(field);
  return { kind: 'cast', operand: column(field), to: { kind: 'date' } };
}

const secondsOf: Readonly<Partial<Record<TimeUnit, number>>> = {
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/** Between two instants elapsed time with its fraction, days and longer between dates are whole ones. */
function difference(
  unit: TimeUnit,
  {
    from,
    to,
    column,
  }: { readonly from: Field; readonly to: Field | null; readonly column: Columns['column'] },
): Expression {
  const isDated = from.column.type.kind === 'date' || to === null || to.column.type.kind === 'date';
  const end = to === null ? call('today', []) : column(to);
  const parts = secondsOf[unit];
  if (isDated || parts === undefined) {
    const days = call('date_diff', [
      text(unit === 'week' || unit === 'hour' ? 'day' : unit),
      column(from),
      end,
    ]);
    if (unit === 'week') return binary('divide', days, numeral(7));
    return unit === 'hour' ? binary('multiply', days, numeral(24)) : days;
  }
  return binary('divide', call('date_diff', [text('second'), column(from), end]), seconds(parts));
}

function seconds(count: number): Expression {
  return { kind: 'literal', type: 'decimal', value: `${count}.0` };
}

/** What the column of a moment's unit or part is called; undefined for a plain one. */
export function derivedName({ derived }: ColumnMention): string | undefined {
  switch (derived?.kind) {
    case undefined:
      return undefined;
    case 'series':
      return derived.unit;
    case 'cycle':
      return derived.part === 'isodow' ? 'weekday' : derived.part;
    case 'age':
      return 'age';
    case 'elapsed':
      return `${derived.unit}s`;
  }
}
