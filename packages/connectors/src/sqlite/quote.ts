import type { ObjectName } from '@ai-etl/core';

/** The only schema of a database file. */
export const mainSchema = 'main';

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal. */
export function quoteText(text: string): string {
  // A literal ends at NUL.
  if (text.includes('\0')) return `CAST(x'${Buffer.from(text).toString('hex')}' AS TEXT)`;
  return `'${text.replaceAll("'", "''")}'`;
}

/** `"main"."name"`: without the schema a temporary table could stand before it. */
export function quoteObject(object: Pick<ObjectName, 'name'>): string {
  return `${quoteName(mainSchema)}.${quoteName(object.name)}`;
}

/** `"a", "b"`. */
export function quoteNames(names: readonly string[]): string {
  return names.map(quoteName).join(', ');
}

/** A declared type as CREATE TABLE takes it: quoted where it is more than words and numbers. */
export function quoteType(native: string): string {
  return /^[A-Za-z_]+(\(\d+(,\d+)?\))?$/.test(native) ? native : quoteName(native);
}
