import type { ObjectName } from '@ai-etl/core';

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal; a backslash means nothing special in DuckDB. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `"schema"."name"`, or `"name"`. */
export function quoteObject(object: ObjectName): string {
  return object.schema === undefined
    ? quoteName(object.name)
    : `${quoteName(object.schema)}.${quoteName(object.name)}`;
}

/** `"a", "b"`. */
export function quoteNames(names: readonly string[]): string {
  return names.map(quoteName).join(', ');
}
