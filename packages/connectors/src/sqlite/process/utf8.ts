import { isUtf8 } from 'node:buffer';
import type { DatabaseSync } from 'node:sqlite';
import { ValueTrouble } from '../values/sql-value.ts';
import { prepareQuery } from './query-guard.ts';

/** Throws ValueTrouble when a text of one of the columns is no UTF-8. Reads the whole query once more. */
export function requireUtf8(
  database: DatabaseSync,
  sql: string,
  columns: readonly { readonly position: number; readonly place: string }[],
): void {
  const names = prepareQuery(database, sql)
    .columns()
    .map((one) => one.name);
  let bad: string | undefined;
  database.function('_ai_etl_is_utf8', { deterministic: true }, (value) => {
    const bytes: unknown = value;
    return !(bytes instanceof Uint8Array) || isUtf8(bytes) ? 1 : 0;
  });
  for (const { position, place } of columns) {
    const name = `q."${(names[position] ?? '').replaceAll('"', '""')}"`;
    const asked = `SELECT 1 FROM (${sql}\n) AS q WHERE typeof(${name}) = 'text' AND NOT _ai_etl_is_utf8(CAST(${name} AS BLOB)) LIMIT 1`;
    if (prepareQuery(database, asked).get() !== undefined) bad ??= place;
  }
  if (bad !== undefined) throw new ValueTrouble(`${bad} holds text that is not UTF-8`);
}
