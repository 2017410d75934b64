import { logicalType, storageType } from './types.ts';
import { encode } from './wire.ts';

/**
 * The text of a value (an SQL expression of type `native`) in the spelling that does not depend on
 * the system: the wire form. NULL is for the caller to look after.
 */
export function shownValue(value: string, native: string): string {
  const { type } = logicalType(native);
  const encoded = encode({ value, type, native: storageType(native).native });
  const isDecimal = type.kind === 'decimal' && (type.scale ?? 0) > 0;
  // toString leaves the zeros at the end of a decimal out.
  const text = isDecimal ? `toDecimalString(${encoded}, ${type.scale})` : `toString(${encoded})`;
  return `assumeNotNull(${text})`;
}
