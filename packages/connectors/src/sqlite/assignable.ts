import { sameType, type CatalogColumn, type ColumnType } from '@ai-etl/core';
import { affinityOf } from './types.ts';

/**
 * True when an existing column keeps every value of a type as it is stored for that type. SQLite takes
 * any value into any column, but the affinity of its declared type may change it: '007' becomes 7.
 */
export function canHold(column: CatalogColumn, type: ColumnType): boolean {
  const held = column.type;
  const affinity = affinityOf(column.nativeType);
  switch (type.kind) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return held.kind === 'int64';
    case 'float32':
    case 'float64':
      return held.kind === 'float64';
    case 'decimal':
      if (held.kind !== 'decimal') return false;
      // Ours is text, with as many decimals as declared.
      if (affinity === 'text') return held.precision === undefined || holdsText(held, type);
      return type.precision !== undefined && type.precision <= 15 && holdsDigits(held, type);
    case 'text':
      return held.kind === 'text' && (affinity === 'text' || affinity === 'blob');
    case 'json':
      return (held.kind === 'json' || held.kind === 'text') && affinity === 'text';
    case 'list':
      return sameType(held, type);
    default:
      return held.kind === type.kind;
  }
}

type Decimal = ColumnType & { readonly kind: 'decimal' };

function holdsText(held: Decimal, type: Decimal): boolean {
  return (
    type.precision !== undefined &&
    held.precision !== undefined &&
    held.scale === type.scale &&
    held.precision >= type.precision
  );
}

/** 8-byte floats give up to 15 digits back. */
function holdsDigits(held: Decimal, type: Decimal): boolean {
  if (held.precision === undefined || type.precision === undefined) return true;
  const [heldScale, scale] = [held.scale ?? 0, type.scale ?? 0];
  return heldScale >= scale && held.precision - heldScale >= type.precision - scale;
}
