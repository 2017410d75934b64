import { isInteger, type CatalogColumn, type ColumnType } from '@ai-etl/core';

const integerDigits = { int8: 3, int16: 5, int32: 10, int64: 19 } as const;

/**
 * True when an existing column holds every value of a type unchanged, or refuses it loudly. In a strict
 * session MySQL still changes silently: it rounds decimals and fractions of a second, strips the spaces
 * at the end of a char, and takes an enum's label in another case.
 */
export function canHold(column: CatalogColumn, type: ColumnType): boolean {
  const held = column.type;
  const native = column.nativeType;
  switch (type.kind) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      if (held.kind === 'decimal') return holdsDigits(held, integerDigits[type.kind], 0);
      // Out of range is an error, so an unsigned or a narrower year does no harm; a bit is no number.
      return isInteger(held) && !/^(?:bit|year)/.test(native) && bits(held) >= bits(type);
    case 'decimal':
      if (held.kind !== 'decimal' || type.precision === undefined) return false;
      return holdsDigits(held, type.precision, type.scale ?? 0);
    case 'text':
    case 'json':
    case 'list':
      return held.kind === 'text' && /^(?:varchar|tinytext|text|mediumtext|longtext)/.test(native);
    case 'uuid':
      return held.kind === 'text' && !/^(?:enum|set)/.test(native);
    case 'bytes':
      return held.kind === 'bytes' && /blob|^varbinary/.test(native);
    case 'time':
      return held.kind === 'time' && keepsMicroseconds(native);
    case 'timestamp':
      return held.kind === 'timestamp' && keepsMicroseconds(native);
    case 'timestamptz':
      // In UTC; a timestamp(6) refuses what lies outside 1970 to 2038.
      return (
        (held.kind === 'timestamp' || held.kind === 'timestamptz') && keepsMicroseconds(native)
      );
    case 'bool':
      return held.kind === 'bool' && !native.startsWith('bit');
    default:
      return held.kind === type.kind && !native.includes('(');
  }
}

function keepsMicroseconds(native: string): boolean {
  return native.includes('(6)');
}

function holdsDigits(
  held: ColumnType & { readonly kind: 'decimal' },
  precision: number,
  scale: number,
): boolean {
  const heldScale = held.scale ?? 0;
  return heldScale >= scale && (held.precision ?? 0) - heldScale >= precision - scale;
}

function bits(type: ColumnType): number {
  return Number(type.kind.replace('int', ''));
}
