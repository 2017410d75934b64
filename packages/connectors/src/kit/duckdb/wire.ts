import type { Column, ColumnType, Fidelity, Schema } from '@ai-etl/core';
import { isUnboundedDecimal, portableDates, wireColumn } from '../wire-columns.ts';
import { conform, raise } from './conform.ts';
import type { NativeColumn } from './duck-connection.ts';
import { quoteName } from './quote.ts';

/** A column of a relation `q` as it is declared, and what DuckDB says it is. */
export interface WireSource {
  readonly column: Column;
  readonly native: string | undefined;
  readonly fidelity: Fidelity;
}

/** `SELECT <wire text of each column> FROM (<sql>) q`: what copyOut sends is the wire form. */
export function wireSelect(
  request: { readonly sql: string; readonly columns: Schema; readonly fidelity: Fidelity },
  actual: readonly NativeColumn[],
): string {
  const { sql, columns, fidelity } = request;
  const nativeOf = new Map(actual.map((one) => [one.name, one.native]));
  const texts = columns.map((column, index) => {
    const source = { column, native: nativeOf.get(column.name), fidelity };
    return `${wireText(source)} AS t${index}`;
  });
  const fields = columns.map((column, index) =>
    mayHoldEscapes(wireColumn(column, fidelity).type) ? escaped(`t${index}`) : `t${index}`,
  );
  return `SELECT ${fields.join(', ')} FROM (SELECT ${texts.join(', ')} FROM (${sql}\n) AS q) AS w`;
}

/** The wire text of a column before its escapes: what is summed where the text is summed. */
export function wireText(source: WireSource): string {
  const { type } = wireColumn(source.column, source.fidelity);
  return plainText(faithfulValue(source), type, source.native);
}

/**
 * The value with the policies of `fidelity` applied, in its own type. What a policy does not allow
 * raises an error: no value is changed silently.
 */
export function faithfulValue({ column, native, fidelity }: WireSource): string {
  const value = conform(`q.${quoteName(column.name)}`, column, native);
  const { type } = column;
  switch (type.kind) {
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      if (fidelity.date_range === 'fail') return value;
      return `CASE WHEN ${value} >= '${portableDates.first}'::TIMESTAMP AND ${value} < '${portableDates.last}'::DATE + 1 THEN ${value} END`;
    case 'float32':
    case 'float64':
      return fidelity.not_a_number === 'fail'
        ? value
        : `CASE WHEN isfinite(${value}) THEN ${value} END`;
    case 'decimal':
      return isUnboundedDecimal(type) ? boundedDecimal(value, column, fidelity) : value;
    default:
      return value;
  }
}

function boundedDecimal(value: string, column: Column, fidelity: Fidelity): string {
  const { type } = wireColumn(column, fidelity);
  if (type.kind !== 'decimal' || type.precision === undefined) return value;
  const cast = `TRY_CAST(${value} AS DECIMAL(${type.precision},${type.scale ?? 0}))`;
  const complaint = raise(`column ${column.name} holds a number that does not fit`);
  return `CASE WHEN ${value} IS NULL THEN NULL WHEN coalesce(${cast} = ${value}, false) THEN ${cast} ELSE ${complaint} END`;
}

/** The text of a value of a type, before its escapes and without policies; `value` is repeated. */
export function plainText(value: string, type: ColumnType, native: string | undefined): string {
  switch (type.kind) {
    case 'bool':
      return `CASE WHEN ${value} THEN 't' WHEN NOT ${value} THEN 'f' END`;
    case 'float32':
    case 'float64':
      return floatText(value);
    case 'decimal':
      return decimalText(value, type);
    case 'bytes':
      return `lower(hex(${value}))`;
    case 'time':
      return `left(CASE WHEN contains(${value}::VARCHAR, '.') THEN ${value}::VARCHAR || '000000' ELSE ${value}::VARCHAR || '.000000' END, 15)`;
    case 'date':
    case 'timestamp':
      return beforeChrist(`${value}::VARCHAR`, `${value} < '0001-01-01'::DATE`);
    case 'timestamptz':
      return beforeChrist(`${value}::TIMESTAMP::VARCHAR`, `${value} < '0001-01-01'::TIMESTAMP`);
    case 'json':
      return native === undefined || native === 'JSON' || native === 'VARCHAR'
        ? `${value}::VARCHAR`
        : `to_json(${value})::VARCHAR`;
    case 'list':
      return native === 'VARCHAR' || native === 'JSON'
        ? `${value}::VARCHAR`
        : listText(value, type.element);
    default:
      return `${value}::VARCHAR`;
  }
}

/** PostgreSQL's spelling: `0044-03-15 10:00:00 BC`, where DuckDB has `0044-03-15 (BC) 10:00:00`. */
function beforeChrist(text: string, isBefore: string): string {
  return `CASE WHEN ${isBefore} THEN regexp_replace(${text}, '^(.*) \\(BC\\)(.*)$', '\\1\\2 BC') ELSE ${text} END`;
}

/** Shortest text that reads back equal, which is DuckDB's but for `1.0`, `nan` and `inf`. */
function floatText(value: string): string {
  return `CASE WHEN isfinite(${value}) THEN regexp_replace(${value}::VARCHAR, '\\.0$', '') WHEN isnan(${value}) THEN 'NaN' WHEN ${value} > 0 THEN 'Infinity' WHEN ${value} < 0 THEN '-Infinity' END`;
}

/** DuckDB leaves the zero out before the point where all digits are decimals. */
function decimalText(value: string, type: ColumnType & { kind: 'decimal' }): string {
  const text = `${value}::VARCHAR`;
  return type.precision !== undefined && type.precision === type.scale
    ? `regexp_replace(${text}, '^(-?)\\.', '\\10.')`
    : text;
}

/** A list as JSON text, spelled as PostgreSQL's to_json spells it; to_json would cut 1.10 to 1.1. */
function listText(value: string, element: ColumnType): string {
  return `'[' || array_to_string(list_transform(${value}, lambda x: coalesce(${elementText(element)}, 'null')), ',') || ']'`;
}

function elementText(element: ColumnType): string {
  switch (element.kind) {
    case 'bool':
      return "CASE WHEN x THEN 'true' WHEN NOT x THEN 'false' END";
    case 'text':
      return 'to_json(x::VARCHAR)::VARCHAR';
    case 'uuid':
      return `'"' || x::VARCHAR || '"'`;
    case 'date':
      return `'"' || ${beforeChrist('x::VARCHAR', "x < '0001-01-01'::DATE")} || '"'`;
    case 'float32':
    case 'float64':
      return `CASE WHEN isfinite(x) THEN ${floatText('x')} ELSE '"' || ${floatText('x')} || '"' END`;
    case 'decimal':
      return decimalText('x', element);
    default:
      return 'x::VARCHAR';
  }
}

function mayHoldEscapes(type: ColumnType): boolean {
  return type.kind === 'text' || type.kind === 'json' || type.kind === 'list';
}

/** Character code and the letter of its escape; the backslash comes first, or it would double ours. */
const escapes: readonly (readonly [code: number, letter: string])[] = [
  [92, '\\'],
  [0, '0'],
  [8, 'b'],
  [9, 't'],
  [10, 'n'],
  [11, 'v'],
  [12, 'f'],
  [13, 'r'],
];

/** Those codes as a class of RE2; `\\x00` is the NUL that a text of SQL cannot hold. */
const anyEscape = String.raw`'[\\\x00\x08-\x0d]'`;

/** Looks first: eight replacements for nothing take ten times as long as one look. */
function escaped(text: string): string {
  const replaced = escapes.reduce(
    (inner, [code, letter]) => `replace(${inner}, chr(${code}), '\\${letter}')`,
    text,
  );
  return `CASE WHEN regexp_matches(${text}, ${anyEscape}) THEN ${replaced} ELSE ${text} END`;
}
