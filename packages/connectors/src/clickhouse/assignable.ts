import type { ColumnType } from '@ai-etl/core';
import { storageType } from './types.ts';

/**
 * True when an existing column of type `native` (without Nullable) holds every value of a logical
 * type unchanged, or refuses loudly. ClickHouse itself wraps integers and cuts decimals silently.
 */
export function canHold(native: string, type: ColumnType): boolean {
  switch (type.kind) {
    case 'bool':
      return native === 'Bool';
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64': {
      const bits = Number(/^Int(\d+)$/.exec(native)?.[1] ?? 0);
      return bits >= Number(type.kind.slice(3)) || holdsDigits(native, integerDigits[type.kind], 0);
    }
    case 'decimal':
      return type.precision !== undefined && holdsDigits(native, type.precision, type.scale ?? 0);
    case 'float32':
      return native === 'Float32';
    case 'float64':
      return native === 'Float64';
    case 'text':
      // Enum, IPv4 and their like refuse a text they do not know.
      return native === 'String' || /^(Enum8|Enum16|IPv4|IPv6)\b/.test(native);
    case 'json':
    case 'bytes':
      return native === 'String';
    case 'time':
      return native === 'String';
    case 'date':
      // The range is checked row by row.
      return native === 'Date32' || native === 'Date';
    case 'timestamp':
    case 'timestamptz':
      return /^DateTime64\(6\b/.test(native);
    case 'uuid':
      return native === 'UUID';
    case 'list': {
      if (native === 'String') return true;
      const element = /^Array\((.*)\)$/s.exec(native)?.[1];
      if (element === undefined) return false;
      const { native: inner, nullable } = storageType(element);
      return nullable && canHold(inner, type.element);
    }
  }
}

const integerDigits = { int8: 3, int16: 5, int32: 10, int64: 19 } as const;

/** Digits before and after the point both fit. */
function holdsDigits(native: string, precision: number, scale: number): boolean {
  const decimal = /^Decimal\((\d+),\s*(\d+)\)$/.exec(native);
  if (decimal === null) return false;
  const targetScale = Number(decimal[2]);
  return targetScale >= scale && Number(decimal[1]) - targetScale >= precision - scale;
}
