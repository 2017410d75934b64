import { longestShownValue } from '@ai-etl/core';
import type { DrawnRows, ProfiledColumn } from './profiler.ts';

/** What dialects spell differently in statements over the looked at rows `s`, whose columns are `c0`, `c1`, … */
export interface ProfileWords {
  /** The looked at rows as a WITH clause that names them `s`. */
  rows(sql: string, method: DrawnRows['method']): string;
  /** A name as an identifier. */
  quote(name: string): string;
  /** A number as text. */
  text(value: string): string;
  /** The JSON text of a column's aggregates over `s`, as readAggregates reads it. */
  figures(column: ProfiledColumn): string;
  /** Text of a value as samples show it; null where it is not shown. */
  shown(column: ProfiledColumn): string | null;
  /** The answered text of a shown value, for the few that are answered; without it they are it. */
  answered?(value: string, column: ProfiledColumn): string;
  /** What two values have in common exactly when they are the same. */
  key(column: ProfiledColumn): string;
  /** GROUP BY's list that is the same for two whole rows exactly when they are. */
  rowKey(columns: readonly ProfiledColumn[]): string;
  /** The first so many characters of a text. */
  left(text: string, characters: number): string;
  /** An order of texts that has nothing to do with them. */
  shuffled(text: string): string;
}

/** One row: `rows`, and the JSON of each column's aggregates. */
export function composeAggregates(
  words: ProfileWords,
  rows: DrawnRows,
  columns: readonly ProfiledColumn[],
): string {
  const list = columns.map((column) => `${words.figures(column)} AS c${column.index}`);
  const all = [`${words.text('count(*)')} AS ${words.quote('rows')}`, ...list].join(', ');
  return `${withRows(words, rows, columns)} SELECT ${all} FROM s`;
}

/** The most frequent values of each column, with how many distinct ones there are. */
export function composeFrequencies(
  words: ProfileWords,
  rows: DrawnRows,
  { columns, top }: { readonly columns: readonly ProfiledColumn[]; readonly top: number },
): string {
  const parts = columns.map((column) => {
    const shown = words.shown(column);
    const value = shown === null ? 'NULL' : `min(${words.left(shown, longestShownValue)})`;
    const tie = shown === null ? '' : `, ${words.shuffled('v')}`;
    const counted = `SELECT ${value} AS v, count(*) AS n FROM s WHERE c${column.index} IS NOT NULL GROUP BY ${words.key(column)}`;
    const summed = `SELECT v, n, count(*) OVER () AS d, sum(CASE WHEN n = 1 THEN 1 ELSE 0 END) OVER () AS f FROM (${counted}) AS g`;
    const [n, d, f] = ['n', 'd', 'f'].map(words.text);
    const answered = words.answered?.('v', column) ?? 'v';
    return `SELECT ${words.text(String(column.index))} AS i, ${answered} AS v, ${n} AS n, ${d} AS d, ${f} AS f FROM (SELECT * FROM (${summed}) AS o ORDER BY n DESC${tie} LIMIT ${top}) AS p`;
  });
  return `${withRows(words, rows, columns)} ${parts.join('\nUNION ALL\n')}`;
}

/** Rows, distinct rows, and rows that occur once. */
export function composeRepetition(
  words: ProfileWords,
  rows: DrawnRows,
  columns: readonly ProfiledColumn[],
): string {
  const [n, d, f] = [
    'coalesce(sum(n), 0)',
    'count(*)',
    'coalesce(sum(CASE WHEN n = 1 THEN 1 ELSE 0 END), 0)',
  ].map(words.text);
  return `${withRows(words, rows, columns)} SELECT ${n} AS n, ${d} AS d, ${f} AS f FROM (SELECT count(*) AS n FROM s GROUP BY ${words.rowKey(columns)}) AS g`;
}

function withRows(
  words: ProfileWords,
  rows: DrawnRows,
  columns: readonly ProfiledColumn[],
): string {
  return words.rows(rows.select(columns), rows.method);
}
