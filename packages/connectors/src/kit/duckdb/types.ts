import type { ColumnType } from '@ai-etl/core';
import { isListElementSupported } from '../list-elements.ts';

const simpleTypes: Readonly<Record<string, Exclude<ColumnType['kind'], 'decimal' | 'list'>>> = {
  BOOLEAN: 'bool',
  TINYINT: 'int8',
  SMALLINT: 'int16',
  INTEGER: 'int32',
  BIGINT: 'int64',
  UTINYINT: 'int16',
  USMALLINT: 'int32',
  UINTEGER: 'int64',
  FLOAT: 'float32',
  DOUBLE: 'float64',
  VARCHAR: 'text',
  JSON: 'json',
  BLOB: 'bytes',
  DATE: 'date',
  TIME: 'time',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamptz',
  UUID: 'uuid',
};

/** Whole numbers wider than int64, by the digits of their largest value. */
const wideIntegers: Readonly<Record<string, number>> = { UBIGINT: 20, HUGEINT: 39 };

/**
 * Logical type of a DuckDB type as DESCRIBE spells it. Structs, maps, unions and lists of lists are
 * JSON; what has no logical type (ENUM, INTERVAL, BIT, TIMESTAMP_NS, TIMETZ, …) is its text.
 */
export function logicalType(native: string): ColumnType {
  const element = elementOf(native);
  if (element !== undefined) {
    const type = logicalType(element);
    return isListElementSupported(type) && isPlain(element)
      ? { kind: 'list', element: type }
      : { kind: 'json' };
  }
  const kind = simpleTypes[native];
  if (kind !== undefined) return { kind };
  const wide = wideIntegers[native];
  if (wide !== undefined) return { kind: 'decimal', precision: wide, scale: 0 };
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(native);
  if (decimal !== null) {
    return { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) };
  }
  return /^(STRUCT|MAP|UNION)\(/.test(native) ? { kind: 'json' } : { kind: 'text' };
}

/** The DuckDB type that holds every value of a logical type; undefined when there is none. */
export function nativeType(type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'bool':
      return 'BOOLEAN';
    case 'int8':
      return 'TINYINT';
    case 'int16':
      return 'SMALLINT';
    case 'int32':
      return 'INTEGER';
    case 'int64':
      return 'BIGINT';
    case 'float32':
      return 'FLOAT';
    case 'float64':
      return 'DOUBLE';
    case 'decimal':
      if (type.precision === undefined || type.precision > widestDecimal) return undefined;
      return `DECIMAL(${type.precision},${type.scale ?? 0})`;
    case 'text':
      return 'VARCHAR';
    case 'bytes':
      return 'BLOB';
    case 'date':
      return 'DATE';
    case 'time':
      return 'TIME';
    case 'timestamp':
      return 'TIMESTAMP';
    case 'timestamptz':
      return 'TIMESTAMP WITH TIME ZONE';
    case 'uuid':
      return 'UUID';
    case 'json':
      return 'JSON';
    case 'list': {
      const element = isListElementSupported(type.element) ? nativeType(type.element) : undefined;
      return element && `${element}[]`;
    }
  }
}

/** Digits of the widest DECIMAL. */
export const widestDecimal = 38;

/** `INTEGER` of `INTEGER[]` and `INTEGER[3]`. */
function elementOf(native: string): string | undefined {
  return /^(.*)\[\d*\]$/s.exec(native)?.[1];
}

/** Elements whose text needs no thought; an ENUM may hold anything, but it is text all the same. */
function isPlain(element: string): boolean {
  return (
    logicalType(element).kind !== 'text' || element === 'VARCHAR' || element.startsWith('ENUM(')
  );
}
