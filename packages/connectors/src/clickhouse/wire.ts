import type { ColumnType, Fidelity, Schema } from '@ai-etl/core';
import { portableDates, wireColumn } from '../kit/wire-columns.ts';
import { conformNumber } from './conform.ts';
import { quoteName } from './quote.ts';
import { storageType } from './types.ts';

/** A result column with the type ClickHouse gives it. */
export interface NativeColumn {
  readonly name: string;
  readonly native: string;
}

/** Format settings under which TabSeparated is the wire form. */
export const wireSettings = {
  bool_true_representation: 't',
  bool_false_representation: 'f',
  output_format_decimal_trailing_zeros: 1,
  output_format_json_quote_64bit_integers: 0,
  output_format_json_escape_forward_slashes: 0,
  output_format_json_named_tuples_as_objects: 1,
  date_time_output_format: 'simple',
  // Aliases of ours must not shadow a column of the same name.
  prefer_column_name_to_alias: 1,
} as const;

interface WireOptions {
  readonly natives: readonly NativeColumn[];
  readonly fidelity: Fidelity;
}

/** `SELECT <wire form of each column> FROM (<sql>) q`, printed as TabSeparated. */
export function wireSelect(sql: string, columns: Schema, options: WireOptions): string {
  return `SELECT ${wireValues(columns, options).join(', ')} FROM (${sql}\n) AS q`;
}

/** What TabSeparated prints as the wire form, for each column of a query. */
export function wireValues(columns: Schema, options: WireOptions): readonly string[] {
  return columns.map((column) => {
    const type = wireColumn(column, options.fidelity).type;
    const native = nativeOf(column.name, options.natives);
    const value = faithfulValue(quoteName(column.name), column.type, options.fidelity);
    return encode({ value, type, native });
  });
}

/** ClickHouse type of a column without Nullable and LowCardinality around it. */
export function nativeOf(name: string, natives: readonly NativeColumn[]): string {
  const found = natives.find((one) => one.name === name);
  return storageType(found?.native ?? 'String').native;
}

/** A value with the policies of `fidelity` applied. */
export function faithfulValue(value: string, type: ColumnType, fidelity: Fidelity): string {
  switch (type.kind) {
    case 'timestamp':
    case 'timestamptz':
      // toDate32 would clip the year 1 to 1900, and so let it pass.
      if (fidelity.date_range === 'fail') return value;
      return `if(${value} BETWEEN toDateTime64('${portableDates.first} 00:00:00', 6, 'UTC') AND toDateTime64('${portableDates.last} 23:59:59.999999', 6, 'UTC'), ${value}, NULL)`;
    case 'date':
      if (fidelity.date_range === 'fail') return value;
      return `if(toDate32(${value}) BETWEEN toDate32('${portableDates.first}') AND toDate32('${portableDates.last}'), ${value}, NULL)`;
    case 'float32':
    case 'float64':
      return fidelity.not_a_number === 'fail' ? value : `if(isFinite(${value}), ${value}, NULL)`;
    default:
      return value;
  }
}

/** The wire form of a value whose ClickHouse type is `native` (without Nullable around it). */
export function encode(column: {
  readonly value: string;
  readonly type: ColumnType;
  readonly native: string;
}): string {
  const { value, type, native } = column;
  switch (type.kind) {
    case 'bool':
      return native === 'Bool' ? value : `CAST(${value} AS Nullable(Bool))`;
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'decimal':
      return conformNumber(value, type, native);
    case 'float32':
    case 'float64':
      return `if(isNull(${value}), NULL, multiIf(isFinite(${value}), toString(${value}), isNaN(${value}), 'NaN', ${value} > 0, 'Infinity', '-Infinity'))`;
    case 'text':
      return encodeText(value, native);
    case 'json':
      return native === 'String' || native.startsWith('FixedString')
        ? value
        : `toJSONString(${value})`;
    case 'bytes':
      return `lower(hex(${value}))`;
    case 'time':
      return native === 'Time'
        ? `concat(toString(${value}), '.000000')`
        : encodeTime(value, native);
    case 'timestamp':
    case 'timestamptz':
      return instant(value, native);
    case 'list':
      // A list that may be NULL is stored as its JSON text: an Array cannot be Nullable.
      return native === 'String' ? value : encodeList(value, type.element);
    default:
      return value;
  }
}

/** The bytes of a text value: what travels, and what is summed. */
export function encodeText(value: string, native: string): string {
  if (native === 'String') return value;
  // The padding of a FixedString is not part of what was stored.
  if (native.startsWith('FixedString')) {
    return `replaceRegexpOne(CAST(${value} AS Nullable(String)), '\\\\0+$', '')`;
  }
  return native.startsWith('DateTime') ? `toString(${value}, 'UTC')` : `toString(${value})`;
}

/** A DateTime of any kind as DateTime64(6, 'UTC'). */
export function instant(value: string, native: string): string {
  return native.startsWith('DateTime64(6')
    ? `toTimezone(${value}, 'UTC')`
    : `toDateTime64(${value}, 6, 'UTC')`;
}

/** A list as JSON text, spelled as PostgreSQL's to_json spells it. */
function encodeList(value: string, element: ColumnType): string {
  // Asked first: `if` and `multiIf` take a NULL condition for false.
  const item = `if(isNull(x), 'null', ifNull(${encodeElement(element)}, 'null'))`;
  return `concat('[', arrayStringConcat(arrayMap(x -> ${item}, ${value}), ','), ']')`;
}

function encodeElement(element: ColumnType): string {
  switch (element.kind) {
    case 'bool':
      return "if(x, 'true', 'false')";
    case 'text':
      return 'toJSONString(x)';
    case 'uuid':
    case 'date':
      return "concat('\"', toString(x), '\"')";
    case 'float32':
    case 'float64':
      return "if(isFinite(x), toString(x), concat('\"', multiIf(isNaN(x), 'NaN', x > 0, 'Infinity', '-Infinity'), '\"'))";
    case 'decimal':
      return `toDecimalString(x, ${element.scale ?? 0})`;
    default:
      return 'toString(x)';
  }
}

function encodeTime(value: string, native: string): string {
  return native.startsWith('Time64') ? `toString(CAST(${value} AS Nullable(Time64(6))))` : value;
}
