import type { ColumnType } from '@ai-etl/core';
import { atom, type Fragment } from '../fragment.ts';

/** Names that CAST takes; NULLs need Nullable around them. */
export function typeName(type: ColumnType, nullable: boolean): string | undefined {
  const bare = bareName(type);
  if (bare === undefined) return undefined;
  return nullable && type.kind !== 'list' ? `Nullable(${bare})` : bare;
}

function bareName(type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'bool':
      return 'Bool';
    case 'int8':
      return 'Int8';
    case 'int16':
      return 'Int16';
    case 'int32':
      return 'Int32';
    case 'int64':
      return 'Int64';
    case 'decimal':
      return type.precision === undefined || type.precision > 76
        ? undefined
        : `Decimal(${type.precision}, ${type.scale ?? 0})`;
    case 'float32':
      return 'Float32';
    case 'float64':
      return 'Float64';
    case 'text':
    case 'bytes':
    case 'json':
      return 'String';
    case 'date':
      return 'Date32';
    case 'time':
      return undefined;
    case 'timestamp':
    case 'timestamptz':
      return "DateTime64(6, \\'UTC\\')";
    case 'uuid':
      return 'UUID';
    case 'list': {
      const element = typeName(type.element, true);
      return element === undefined ? undefined : `Array(${element})`;
    }
  }
}

/** NULL as a value of a type; a bare one would be Nullable(Nothing). Lists have an empty one instead. */
export function typedNull(type: ColumnType): Fragment | undefined {
  const name = typeName(type, true);
  const nothing = type.kind === 'list' ? '[]' : 'NULL';
  return name === undefined ? undefined : atom(`CAST(${nothing}, '${name}')`);
}
