import { sameType, type CatalogColumn, type ColumnType } from '@ai-etl/core';
import { baseTypeOf, keepsNoUnits, roundsIntervals } from './types.ts';

const integerBits = { int8: 8, int16: 16, int32: 32, int64: 64 } as const;
const integerDigits = { int8: 3, int16: 5, int32: 10, int64: 19 } as const;

/**
 * True when an existing column holds every value of a type unchanged, or refuses it loudly.
 * PostgreSQL rounds numerics and timestamps silently; it refuses everything else that is too much.
 */
export function canHold(column: CatalogColumn, type: ColumnType): boolean {
  const held = column.type;
  const native = baseTypeOf(column);
  if (keepsNoUnits(native)) return false;
  switch (type.kind) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      if (held.kind === 'decimal') return holdsDigits(held, integerDigits[type.kind], 0);
      return (
        (held.kind === 'int16' || held.kind === 'int32' || held.kind === 'int64') &&
        integerBits[held.kind] >= integerBits[type.kind]
      );
    case 'decimal':
      if (held.kind !== 'decimal') return false;
      if (held.precision === undefined) return true;
      return type.precision !== undefined && holdsDigits(held, type.precision, type.scale ?? 0);
    case 'text':
      // varchar(n) refuses what is too long; enum, inet and their like what they do not know.
      return (held.kind === 'text' && !roundsIntervals(native)) || held.kind === 'json';
    case 'json':
      return held.kind === 'json' || (held.kind === 'text' && !roundsIntervals(native));
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      // timestamp(3) would round.
      return held.kind === type.kind && !/\([0-5]\)/.test(native);
    case 'list':
      // Elements are cast explicitly, which rounds and cuts: only the very same type will do.
      return sameType(held, type) && !cutting.test(native);
    case 'float32':
      return held.kind === 'float32';
    default:
      return held.kind === type.kind;
  }
}

const cutting = /^(?:character|name|"char"|bit|interval|time.*\([0-5]\))/;

function holdsDigits(
  held: ColumnType & { readonly kind: 'decimal' },
  precision: number,
  scale: number,
): boolean {
  if (held.precision === undefined) return true;
  const heldScale = held.scale ?? 0;
  return heldScale >= scale && held.precision - heldScale >= precision - scale;
}
