import type { ColumnType } from '@ai-etl/core';

/** Digits of DuckDB's widest decimal. */
export const maxDigits = 38;

/** Names that CAST takes; none for decimals that DuckDB cannot hold. */
export function typeName(type: ColumnType): string | undefined {
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
    case 'decimal':
      return type.precision === undefined || type.precision > maxDigits
        ? undefined
        : `DECIMAL(${type.precision}, ${type.scale ?? 0})`;
    case 'float32':
      return 'FLOAT';
    case 'float64':
      return 'DOUBLE';
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
      return 'TIMESTAMPTZ';
    case 'uuid':
      return 'UUID';
    case 'json':
      return 'JSON';
    case 'list': {
      const element = typeName(type.element);
      return element === undefined ? undefined : `${element}[]`;
    }
  }
}

/**
 * As `typeName`, for what is computed: a decimal of more than 38 digits keeps its scale in 38
 * digits, and a value that needs more of them fails the run.
 */
export function computedTypeName(type: ColumnType): string | undefined {
  const isWide =
    type.kind === 'decimal' &&
    type.precision !== undefined &&
    type.precision > maxDigits &&
    (type.scale ?? 0) <= maxDigits;
  return typeName(isWide ? { ...type, precision: maxDigits } : type);
}
