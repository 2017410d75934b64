import { parseColumnType, printColumnType, type ColumnType } from '@ai-etl/core';

/** What SQLite does with values of a column: https://sqlite.org/datatype3.html#determination_of_column_affinity */
export type Affinity = 'integer' | 'text' | 'blob' | 'real' | 'numeric';

/** Affinity of a declared type, by SQLite's own five rules. */
export function affinityOf(native: string): Affinity {
  const text = native.toUpperCase();
  if (text.includes('INT')) return 'integer';
  if (/CHAR|CLOB|TEXT/.test(text)) return 'text';
  if (text === '' || text.includes('BLOB')) return 'blob';
  if (/REAL|FLOA|DOUB/.test(text)) return 'real';
  return 'numeric';
}

const namedTypes: Readonly<Record<string, ColumnType>> = {
  BOOL: { kind: 'bool' },
  BOOLEAN: { kind: 'bool' },
  DATE: { kind: 'date' },
  TIME: { kind: 'time' },
  DATETIME: { kind: 'timestamp' },
  TIMESTAMP: { kind: 'timestamp' },
  TIMESTAMPTZ: { kind: 'timestamptz' },
  UUID: { kind: 'uuid' },
  JSON: { kind: 'json' },
  JSON_TEXT: { kind: 'json' },
};

/**
 * Logical type of a declared type. Integers are 64 bits wide in SQLite whatever they are called; what
 * has no counterpart is `text`.
 */
export function logicalType(native: string): ColumnType {
  const text = native.trim().toUpperCase();
  const known = namedTypes[text];
  if (known !== undefined) return known;
  const list = /^LIST_TEXT<(.+)>$/.exec(text);
  if (list?.[1] !== undefined) {
    return parseColumnType(`list<${list[1].toLowerCase()}>`) ?? { kind: 'text' };
  }
  const decimal = /^(?:DECIMAL|DECIMAL_TEXT|NUMERIC)(?:\((\d+)(?:,\s*(\d+))?\))?$/.exec(text);
  if (decimal !== null) return decimalType(decimal[1], decimal[2]);
  switch (affinityOf(text)) {
    case 'integer':
      return { kind: 'int64' };
    case 'real':
      return { kind: 'float64' };
    case 'blob':
      // A column without a type may hold anything.
      return { kind: text === '' ? 'text' : 'bytes' };
    case 'text':
    case 'numeric':
      return { kind: 'text' };
  }
}

/** True for declared types whose columns hold, in the wild, dates as text, as numbers, or otherwise. */
export function isTemporalName(native: string): boolean {
  return ['date', 'time', 'timestamp', 'timestamptz'].includes(logicalType(native).kind);
}

/** The declared type that holds every value of a logical type; undefined when there is none. */
export function nativeType(type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'bool':
      return 'BOOLEAN';
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return 'INTEGER';
    case 'float32':
    case 'float64':
      return 'REAL';
    case 'decimal':
      return type.precision === undefined
        ? 'DECIMAL_TEXT'
        : `DECIMAL_TEXT(${type.precision},${type.scale ?? 0})`;
    case 'text':
      return 'TEXT';
    case 'bytes':
      return 'BLOB';
    case 'date':
      return 'DATE';
    case 'time':
      return 'TIME';
    case 'timestamp':
      return 'TIMESTAMP';
    case 'timestamptz':
      return 'TIMESTAMPTZ';
    case 'uuid':
      return 'UUID';
    case 'json':
      return 'JSON_TEXT';
    case 'list':
      return type.element.kind === 'list'
        ? undefined
        : `LIST_TEXT<${printColumnType(type.element)}>`;
  }
}

function decimalType(precision: string | undefined, scale: string | undefined): ColumnType {
  if (precision === undefined) return { kind: 'decimal' };
  const digits = Number(precision);
  const decimals = Number(scale ?? 0);
  return { kind: 'decimal', precision: Math.max(digits, decimals), scale: decimals };
}
