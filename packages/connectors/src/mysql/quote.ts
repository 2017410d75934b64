import type { ObjectName } from '@ai-etl/core';

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A text as an SQL literal; backslash escapes are on in every session of ours. */
export function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** `schema`.`name`, or `name`. */
export function quoteObject(object: ObjectName): string {
  return object.schema === undefined
    ? quoteName(object.name)
    : `${quoteName(object.schema)}.${quoteName(object.name)}`;
}

/** `a`, `b`. */
export function quoteNames(names: readonly string[]): string {
  return names.map(quoteName).join(', ');
}
