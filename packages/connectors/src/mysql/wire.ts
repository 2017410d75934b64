import type { Column, ColumnType, Fidelity, Schema } from '@ai-etl/core';
import { wireColumn } from '../kit/wire-columns.ts';
import { conformNumber } from './conform.ts';
import { faithfulValue } from './faithful.ts';
import { refuse } from './refuse.ts';

/**
 * `SELECT <line> FROM (<sql>) q` with one column: a whole line of the wire form, its LF included, so that
 * rows are read without being taken apart. `actual` is what MySQL says the query gives. A row that is
 * NULL was longer than max_allowed_packet: CONCAT and REPLACE then give NULL with no more than a warning.
 */
export function wireSelect(
  request: { readonly sql: string; readonly columns: Schema; readonly fidelity: Fidelity },
  actual: Schema,
): string {
  const { sql, columns, fidelity } = request;
  const typeOf = new Map(actual.map((one) => [one.name, one.type]));
  const fields = columns.map((column) => field(column, fidelity, typeOf.get(column.name)));
  const line = [...fields.flatMap((one, index) => (index === 0 ? [one] : ["'\\t'", one])), "'\\n'"];
  return `SELECT CONCAT(${line.join(', ')}) FROM (${sql}\n) AS q`;
}

/** The text of one field; NULL is `\N`. */
function field(column: Column, fidelity: Fidelity, actual: ColumnType = column.type): string {
  const { value, refusedWhen } = faithfulValue(column, fidelity, actual);
  const { type } = wireColumn(column, fidelity);
  const text = encode(value, type, actual);
  const refused = refusedWhen === undefined ? '' : ` WHEN ${refusedWhen} THEN ${refuse(value)}`;
  return `CASE WHEN ${value} IS NULL THEN '\\\\N'${refused} ELSE ${text} END`;
}

/** A value that is not NULL as the wire carries it. */
export function encode(value: string, type: ColumnType, actual: ColumnType): string {
  switch (type.kind) {
    case 'text':
    case 'json':
    case 'list':
      return escaped(utf8(value));
    default:
      return plainText(value, type, actual);
  }
}

/** The same without escapes: what checksums of text-like values look at. */
export function plainText(value: string, type: ColumnType, actual: ColumnType): string {
  switch (type.kind) {
    case 'bool':
      return `(CASE ${value} + 0 WHEN 1 THEN 't' WHEN 0 THEN 'f' ELSE ${refuse(value)} END)`;
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'decimal':
      return conformNumber(value, type, actual);
    case 'float32':
      return floatText(value, actual);
    case 'float64':
      return `CONCAT(${value} + 0e0)`;
    case 'bytes':
      return `LOWER(HEX(${value}))`;
    case 'date':
      return dateText(value, actual);
    case 'time':
      return `TIME_FORMAT(${value}, '%H:%i:%s.%f')`;
    case 'timestamp':
    case 'timestamptz':
      return `CAST(${value} AS DATETIME(6))`;
    case 'uuid':
      return `LOWER(${utf8(value)})`;
    case 'text':
    case 'json':
    case 'list':
      return utf8(value);
  }
}

/** The UTF-8 bytes of a text, whatever the character set of its column. */
function utf8(value: string): string {
  return `CONVERT(CONVERT(${value} USING utf8mb4) USING binary)`;
}

function escaped(bytes: string): string {
  return [
    ["'\\\\'", "'\\\\\\\\'"],
    ["'\\t'", "'\\\\t'"],
    ["'\\n'", "'\\\\n'"],
    ["'\\r'", "'\\\\r'"],
  ].reduce((text, [from, to]) => `REPLACE(${text}, ${from}, ${to})`, bytes);
}

/** MySQL prints 6 digits of a float; where that is another number, those of the equal double. */
function floatText(value: string, actual: ColumnType): string {
  const single = actual.kind === 'float32' ? value : `CAST(${value} AS FLOAT)`;
  return `IF(CAST(CONCAT(${single}) AS FLOAT) = ${single}, CONCAT(${single}), CONCAT(${single} + 0e0))`;
}

function dateText(value: string, actual: ColumnType): string {
  if (actual.kind === 'date') return value;
  const cast = `CAST(${value} AS DATE)`;
  return `(CASE WHEN ${value} = ${cast} THEN ${cast} ELSE ${refuse(value)} END)`;
}
