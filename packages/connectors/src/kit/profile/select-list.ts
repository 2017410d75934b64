import type { ProfiledColumn } from './profiler.ts';

/** Columns of a table under their short names `c0`, `c1`, …; a table of none still has rows. */
export function selectList(
  columns: readonly ProfiledColumn[],
  quote: (name: string) => string,
): string {
  if (columns.length === 0) return '1 AS one';
  return columns.map(({ name, index }) => `${quote(name)} AS c${index}`).join(', ');
}

/** The short names of such a list, of the rows that it gave. */
export function shortNames(columns: readonly ProfiledColumn[]): string {
  return columns.length === 0 ? '1 AS one' : columns.map(({ index }) => `c${index}`).join(', ');
}
