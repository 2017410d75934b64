import { sameType, type CatalogColumn, type ColumnType } from '@ai-etl/core';
import { nativeType } from '../kit/duckdb/types.ts';

const integerBits = { int8: 8, int16: 16, int32: 32, int64: 64 } as const;
const integerDigits = { int8: 3, int16: 5, int32: 10, int64: 19 } as const;

/**
 * True when an existing column holds every value of a type unchanged, or refuses it loudly. DuckDB
 * rounds decimals and seconds, and drops unknown keys of a STRUCT, without a word; it refuses numbers
 * out of range (also for unsigned types), and what an ENUM does not know.
 */
export function canHold(column: CatalogColumn, type: ColumnType): boolean {
  const { type: held, nativeType: native } = column;
  switch (type.kind) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      if (held.kind === 'decimal') return holdsDigits(held, integerDigits[type.kind], 0);
      return (
        (held.kind === 'int8' ||
          held.kind === 'int16' ||
          held.kind === 'int32' ||
          held.kind === 'int64') &&
        integerBits[held.kind] >= integerBits[type.kind]
      );
    case 'decimal':
      return (
        held.kind === 'decimal' &&
        type.precision !== undefined &&
        holdsDigits(held, type.precision, type.scale ?? 0)
      );
    case 'text':
      return native === 'VARCHAR' || native === 'JSON' || native.startsWith('ENUM(');
    case 'json':
      return native === 'JSON' || native === 'VARCHAR';
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      // TIMESTAMP_S would round.
      return native === nativeType(type);
    case 'list':
      // Fixed ARRAYs refuse other lengths, but elements are cast, which rounds.
      return sameType(held, type) && native === nativeType(type);
    default:
      return held.kind === type.kind;
  }
}

function holdsDigits(
  held: ColumnType & { readonly kind: 'decimal' },
  precision: number,
  scale: number,
): boolean {
  if (held.precision === undefined) return false;
  const heldScale = held.scale ?? 0;
  return heldScale >= scale && held.precision - heldScale >= precision - scale;
}
