import { plainDigits } from './numbers.ts';
import type { SqlValue } from './sql-value.ts';

/** A value for a person as SQLite keeps it, whatever the type of its column. */
export function keptText(value: Exclude<SqlValue, null>): string {
  if (typeof value === 'string') return value;
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
    : (plainDigits(value) ?? String(value));
}

/** A text of at most so many characters, none cut in two. */
export function firstCharacters(text: string, characters: number): string {
  if (text.length <= characters) return text;
  // A character has at most two code units.
  return Array.from(text.slice(0, 2 * characters))
    .slice(0, characters)
    .join('');
}
