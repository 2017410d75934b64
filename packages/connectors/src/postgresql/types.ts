import type { ColumnType } from '@ai-etl/core';

const simpleTypes: Readonly<Record<string, ColumnType['kind']>> = {
  boolean: 'bool',
  smallint: 'int16',
  integer: 'int32',
  bigint: 'int64',
  real: 'float32',
  'double precision': 'float64',
  bytea: 'bytes',
  date: 'date',
  uuid: 'uuid',
  json: 'json',
  jsonb: 'json',
};

/**
 * Logical type of a PostgreSQL type as `format_type` spells it, domains already resolved.
 *
 * Types without a logical one (enum, inet, interval, ranges, money, xml, geometry, extensions)
 * are `text`: their text form is faithful and PostgreSQL reads it back.
 */
export function logicalType(native: string): ColumnType {
  if (native.endsWith('[]')) return { kind: 'list', element: logicalType(native.slice(0, -2)) };
  const kind = simpleTypes[native];
  if (kind !== undefined) return simple(kind);
  const numeric = /^numeric(?:\((\d+),(-?\d+)\))?$/.exec(native);
  if (numeric !== null) return numericType(numeric[1], numeric[2]);
  if (/^time(\(\d\))? without time zone$/.test(native)) return { kind: 'time' };
  if (/^timestamp(\(\d\))? without time zone$/.test(native)) return { kind: 'timestamp' };
  if (/^timestamp(\(\d\))? with time zone$/.test(native)) return { kind: 'timestamptz' };
  return { kind: 'text' };
}

/** The type whose rules a column follows: what its domain is based on. */
export function baseTypeOf(column: {
  readonly nativeType: string;
  readonly baseType?: string;
}): string {
  return column.baseType ?? column.nativeType;
}

/** True of interval(0), interval year and the like, which drop what they have no room for, silently. */
export function roundsIntervals(native: string): boolean {
  return /^interval[ (]/.test(native) && !/^interval\(6\)$/.test(native);
}

/** True of numeric(5,-2), which rounds to hundreds, silently. */
export function keepsNoUnits(native: string): boolean {
  return /^numeric\(\d+,-/.test(native);
}

/** Bytes that a type keeps of a text whose rest it cuts off silently; undefined of types that refuse it. */
export function bytesKept(native: string): number | undefined {
  return cuttingTypes.get(native);
}

const cuttingTypes: ReadonlyMap<string, number> = new Map([
  ['name', 63],
  ['"char"', 1],
]);

/** The PostgreSQL type that holds every value of a logical type; undefined when there is none. */
export function nativeType(type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'bool':
      return 'boolean';
    case 'int8':
    case 'int16':
      return 'smallint';
    case 'int32':
      return 'integer';
    case 'int64':
      return 'bigint';
    case 'float32':
      return 'real';
    case 'float64':
      return 'double precision';
    case 'decimal':
      return type.precision === undefined
        ? 'numeric'
        : `numeric(${type.precision},${type.scale ?? 0})`;
    case 'text':
      return 'text';
    case 'bytes':
      return 'bytea';
    case 'date':
      return 'date';
    case 'time':
      return 'time without time zone';
    case 'timestamp':
      return 'timestamp without time zone';
    case 'timestamptz':
      return 'timestamp with time zone';
    case 'uuid':
      return 'uuid';
    case 'json':
      // json, not jsonb: it keeps the text, so checksums of both sides can be equal.
      return 'json';
    case 'list': {
      const element = nativeType(type.element);
      return element === undefined || type.element.kind === 'list' ? undefined : `${element}[]`;
    }
  }
}

function simple(kind: ColumnType['kind']): ColumnType {
  if (kind === 'decimal' || kind === 'list') return { kind: 'text' };
  return { kind };
}

/** A negative scale rounds to tens: all its values are integers of more digits. */
function numericType(precision: string | undefined, scale: string | undefined): ColumnType {
  if (precision === undefined) return { kind: 'decimal' };
  const digits = Number(precision);
  const decimals = Number(scale ?? 0);
  if (decimals < 0) return { kind: 'decimal', precision: digits - decimals, scale: 0 };
  // numeric(2,5) holds 0.00012: as many digits as decimals.
  return { kind: 'decimal', precision: Math.max(digits, decimals), scale: decimals };
}
