import { sameType, type Column, type ColumnType, type Fidelity, type Schema } from '@ai-etl/core';
import { isUnboundedDecimal, portableDates, wireColumn } from '../kit/wire-columns.ts';
import { conform, guarded } from './conform.ts';
import { quoteName, quoteText } from './quote.ts';

/**
 * `SELECT <wire form of each column> FROM (<sql>) q`: what COPY sends is the wire form. `actual` is
 * what PostgreSQL says the query gives.
 */
export function wireSelect(
  request: { readonly sql: string; readonly columns: Schema; readonly fidelity: Fidelity },
  actual: Schema,
): string {
  const { sql, columns, fidelity } = request;
  const typeOf = new Map(actual.map((one) => [one.name, one.type]));
  // COPY of a query without columns is legal; the empty list keeps its row count.
  const list = columns
    .map((column) => encodeColumn(column, fidelity, typeOf.get(column.name)))
    .join(', ');
  return `SELECT ${list} FROM (${sql}\n) AS q`;
}

/** The wire form of a column of `q`, as an expression whose COPY text it is. */
export function encodeColumn(column: Column, fidelity: Fidelity, actual?: ColumnType): string {
  const { type } = wireColumn(column, fidelity);
  const isDeclared = sameType(type, column.type);
  const faithful = faithfulValue(column, fidelity);
  const value = isDeclared ? conform(faithful, column, actual) : faithful;
  switch (type.kind) {
    case 'text':
      return `${value}::text`;
    case 'bytes':
      return `encode(${value}, 'hex')`;
    case 'time':
      // to_char turns 24:00:00 into 00:00:00, the cast does not.
      return `CASE WHEN ${value}::time = '24:00' THEN '24:00:00.000000' ELSE to_char(${value}, 'HH24:MI:SS.US') END`;
    case 'timestamptz':
      return `(${value} AT TIME ZONE 'UTC')`;
    case 'list':
      return encodeList(value, type.element);
    default:
      return value;
  }
}

/**
 * The value with the policies of `fidelity` applied, in its own type. What a policy does not
 * allow raises an error: no value is changed silently.
 */
export function faithfulValue(column: Column, fidelity: Fidelity): string {
  const value = `q.${quoteName(column.name)}`;
  const { type } = column;
  switch (type.kind) {
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      if (fidelity.date_range === 'fail') return value;
      return `CASE WHEN ${value} >= '${portableDates.first}' AND ${value} < '${portableDates.last}'::date + 1 THEN ${value} END`;
    case 'float32':
    case 'float64':
      if (fidelity.not_a_number === 'fail') return value;
      return `nullif(nullif(nullif(${value}, 'NaN'), 'Infinity'), '-Infinity')`;
    case 'decimal':
      return faithfulDecimal(value, column, fidelity);
    default:
      return value;
  }
}

function faithfulDecimal(value: string, column: Column, fidelity: Fidelity): string {
  const number =
    fidelity.not_a_number === 'null'
      ? `(CASE WHEN ${value} NOT IN ('NaN', 'Infinity', '-Infinity') THEN ${value} END)`
      : value;
  if (!isUnboundedDecimal(column.type)) return number;
  const { type } = wireColumn(column, fidelity);
  if (type.kind !== 'decimal' || type.precision === undefined) return number;
  const cast = `numeric(${type.precision},${type.scale ?? 0})`;
  return guarded({
    value: number,
    fits: `${number} = round(${number}, ${type.scale ?? 0})`,
    cast,
    complaint: quoteText(`column ${column.name} holds a number that does not fit ${cast}`),
  });
}

function encodeList(value: string, element: ColumnType): string {
  const json =
    element.kind === 'text' ? `to_json(${value}::text[])::text` : `to_json(${value})::text`;
  const complaint = quoteText('an array with several dimensions or another first index than 1');
  return `CASE WHEN ${value} IS NULL THEN NULL WHEN coalesce(array_ndims(${value}), 1) = 1 AND coalesce(array_lower(${value}, 1), 1) = 1 THEN ${json} ELSE (${complaint} || left(${value}::text, 0))::int::text END`;
}
