import { historyOf, type StagingRequest } from '@ai-etl/core';

/** Columns of a staging table that hold what becomes of its rows, beside those that arrive. */
export const decisionColumns = {
  /** The moment since when the row is so. */
  since: '_ai_etl_since',
  /** When the version began that held then; NULL: there was none. */
  version: '_ai_etl_version',
  /** Up to when the row holds; NULL: until further notice. */
  until: '_ai_etl_until',
  /** 1 where that version says the same. */
  same: '_ai_etl_same',
} as const;

/** An UPDATE of one table with the rows of another: both have an alias, values may use both. */
export interface JoinedUpdate {
  readonly table: string;
  readonly alias: string;
  /** Quoted column and value. */
  readonly set: readonly (readonly [column: string, value: string])[];
  /** A table or `(SELECT …)`, with its alias. */
  readonly from: readonly [relation: string, alias: string];
  readonly where: string;
}

/** A system's words for a history. `t` is the target, `s` the staged rows. Pure. */
export interface HistoryWords {
  quote(name: string): string;
  /** Quoted tables. */
  readonly target: string;
  readonly staging: string;
  /** An RFC 3339 moment as valid_from stores it. */
  moment(rfc3339: string): string;
  /** A staged date, timestamp or timestamptz as valid_from would store it; `value` is quoted. */
  instant(value: string, kind: string): string;
  /** The value of a moment that valid_from or valid_to stores; absent: as it is. */
  readonly stored?: (value: string) => string;
  /** True of a row of the target `t` whose key arrived in a row that is set apart; absent: in none. */
  readonly isApart?: string;
  /** True where the column of the target `t` and that of `s` differ; NULL equals NULL. Never NULL. */
  differs(column: StagingRequest['plan']['columns'][number]): string;
  /** true and false as is_current stores them. */
  readonly yes: string;
  readonly no: string;
  update(update: JoinedUpdate): string;
  /** DELETE of rows of the target `t`. */
  deleteWhere(condition: string): string;
}

/** UPDATE … FROM, as PostgreSQL, DuckDB and SQLite have it. Pure. */
export function updateFrom({
  table,
  alias,
  set,
  from: [relation, other],
  where,
}: JoinedUpdate): string {
  const list = set.map(([column, value]) => `${column} = ${value}`).join(', ');
  return `UPDATE ${table} AS ${alias} SET ${list} FROM ${relation} AS ${other} WHERE ${where}`;
}

/** Quoted names of the history columns of a write. Pure. */
export function historyNames(
  { write }: Pick<StagingRequest, 'write'>,
  quote: (name: string) => string,
): { readonly from: string; readonly to: string; readonly current: string } {
  const { valid_from, valid_to, is_current } = historyOf(write);
  return { from: quote(valid_from), to: quote(valid_to), current: quote(is_current) };
}
