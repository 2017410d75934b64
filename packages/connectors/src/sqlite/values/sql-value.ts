/** A value as SQLite keeps it: text, integer, real, blob, NULL. */
export type SqlValue = string | bigint | number | Uint8Array | null;

/** What SQLite's typeof says of a value. */
export function storageClass(value: SqlValue): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'bigint':
      return 'integer';
    case 'number':
      return 'real';
    default:
      return 'blob';
  }
}

/** A value that is not of its column's type, or does not fit it. Never holds the value. */
export class ValueTrouble extends Error {
  override readonly name = 'ValueTrouble';
}
