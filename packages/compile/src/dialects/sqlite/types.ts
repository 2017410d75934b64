import { isInteger, printColumnType, type ColumnType } from '@ai-etl/core';

/** Declared types, whose affinities change no stored value; see docs/decisions/0021-sqlite-values.md. */
export function typeName(type: ColumnType): string | undefined {
  if (isInteger(type)) return 'INTEGER';
  switch (type.kind) {
    case 'bool':
      return 'BOOLEAN';
    case 'float32':
    case 'float64':
      return 'REAL';
    case 'decimal':
      return type.precision === undefined
        ? 'DECIMAL_TEXT'
        : `DECIMAL_TEXT(${type.precision},${type.scale ?? 0})`;
    case 'bytes':
      return 'BLOB';
    case 'json':
      return 'JSON_TEXT';
    case 'list':
      return type.element.kind === 'list'
        ? undefined
        : `LIST_TEXT<${printColumnType(type.element)}>`;
    default:
      return type.kind.toUpperCase();
  }
}

export type NumberFamily = 'integer' | 'decimal' | 'float';

/** Which arithmetic a type needs; undefined when it is no number. */
export function familyOf(type: ColumnType | null): NumberFamily | undefined {
  if (type === null) return undefined;
  if (isInteger(type)) return 'integer';
  if (type.kind === 'decimal') return 'decimal';
  return type.kind === 'float32' || type.kind === 'float64' ? 'float' : undefined;
}

/** Whether both are stored alike: then they stand side by side without a cast. */
export function isSameStorage(a: ColumnType, b: ColumnType): boolean {
  return (isInteger(a) && isInteger(b)) || printColumnType(a) === printColumnType(b);
}
