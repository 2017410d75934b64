import type { ObjectName } from '@ai-etl/core';

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** A text as an SQL literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A table with its database, which is the connection's when the name has none. */
export interface TableName {
  readonly database: string;
  readonly name: string;
}

/** Completes a name with the connection's database. */
export function tableName(object: ObjectName, database: string): TableName {
  return { database: object.schema ?? database, name: object.name };
}

export function quoteTable(table: TableName): string {
  return `${quoteName(table.database)}.${quoteName(table.name)}`;
}

export function quoteNames(names: readonly string[]): string {
  return names.map(quoteName).join(', ');
}
