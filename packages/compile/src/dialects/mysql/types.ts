import { isInteger, isNumeric, type ColumnType } from '@ai-etl/core';
import { atom, type Fragment } from '../fragment.ts';

/** Most digits of a DECIMAL, and most of them behind the point. */
const maxPrecision = 65;
const maxScale = 30;

/** Names that CAST takes. Integers of every width, and bool, are SIGNED. */
export function typeName(type: ColumnType): string | undefined {
  if (isInteger(type)) return 'SIGNED';
  switch (type.kind) {
    case 'bool':
      return 'SIGNED';
    case 'decimal': {
      const scale = type.scale ?? 0;
      const fits =
        type.precision !== undefined && type.precision <= maxPrecision && scale <= maxScale;
      return fits ? `DECIMAL(${type.precision}, ${scale})` : undefined;
    }
    case 'float32':
      return 'FLOAT';
    case 'float64':
      return 'DOUBLE';
    case 'text':
    case 'json':
    case 'uuid':
      return 'CHAR';
    case 'bytes':
      return 'BINARY';
    case 'date':
      return 'DATE';
    case 'time':
      return 'TIME(6)';
    case 'timestamp':
    case 'timestamptz':
      return 'DATETIME(6)';
    default:
      return undefined;
  }
}

/** NULL as a value of a type. */
export function typedNull(type: ColumnType): Fragment | undefined {
  const name = typeName(type);
  return name === undefined ? undefined : atom(`CAST(NULL AS ${name})`);
}

/** Numbers of any kind meet by themselves, with the type that core promises. */
export function isSameType(a: ColumnType, b: ColumnType): boolean {
  return (isNumeric(a) && isNumeric(b)) || a.kind === b.kind;
}
