import type { ProfileRequest } from '@ai-etl/core';
import { keyBlocks, shuffledKey } from '../../profile/key-blocks.ts';
import type { DrawnRows, ProfiledColumn, TableFacts } from '../../profile/profiler.ts';
import { sampleSizeOf } from '../../profile/sample-size.ts';
import { selectList, shortNames } from '../../profile/select-list.ts';
import { quoteName } from '../quote.ts';

/** What DuckDB's own books say about a relation. */
export interface DuckdbFacts extends TableFacts {
  /** Greatest `rowid`; null where rows have none, as those of views. */
  readonly lastRow: bigint | null;
}

/** A little more is drawn than asked for, so that chance seldom leaves fewer. */
const surplus = 1.1;

/**
 * How rows are drawn: all of a small relation; blocks of `rowid` of a large table, which DuckDB finds without
 * reading the others; rows picked by their number of a view whose rows are known, which reads it; else the
 * first rows. TABLESAMPLE would draw others each time: its seed counts with one thread only.
 */
export function drawRows(
  request: ProfileRequest,
  { from, facts }: { readonly from: string; readonly facts: DuckdbFacts },
): DrawnRows {
  const select = (columns: readonly ProfiledColumn[]): string =>
    `SELECT ${selectList(columns, quoteName)} FROM ${from}`;
  if (request.exact) return { method: 'all_rows', select };
  const { rows: wanted, limitedBecause } = sampleSizeOf(request.sampleRows, facts);
  const limited = limitedBecause === undefined ? {} : { limitedBecause };
  const { rows, lastRow } = facts;
  if (rows === null || rows <= wanted) {
    return {
      ...limited,
      method: 'first_rows',
      select: (columns) => `${select(columns)} LIMIT ${wanted}`,
    };
  }
  if (lastRow === null) {
    const every = Math.max(1, Math.floor(rows / (surplus * wanted)));
    return {
      ...limited,
      method: 'rows',
      select: (columns) =>
        `SELECT ${shortNames(columns)} FROM (SELECT *, row_number() OVER () AS r FROM (${select(columns)})) WHERE hash(r) % ${every} = 0 ORDER BY hash(-r) LIMIT ${wanted}`,
    };
  }
  const blocks = keyBlocks({ least: 0n, greatest: lastRow, rows }, wanted);
  return {
    ...limited,
    method: 'blocks',
    select: (columns) => {
      const list = `rowid AS r, ${selectList(columns, quoteName)}`;
      const some = blocks.map(
        ({ from: first, to }) =>
          `SELECT ${list} FROM ${from} WHERE rowid BETWEEN ${first} AND ${to}`,
      );
      return `SELECT ${shortNames(columns)} FROM (${some.join(' UNION ALL ')}) ORDER BY ${shuffledKey('r')} LIMIT ${wanted}`;
    },
  };
}
