import type { ProfileRequest } from '@ai-etl/core';
import { shuffledKey } from '../../kit/profile/key-blocks.ts';
import type { DrawnRows, ProfiledColumn } from '../../kit/profile/profiler.ts';
import { selectList, shortNames } from '../../kit/profile/select-list.ts';
import { quoteName, quoteObject } from '../quote.ts';
import type { SqliteFacts } from './facts.ts';
import { within } from './row-blocks.ts';

/** A little more is drawn than asked for, so that chance seldom leaves fewer. */
const surplus = 1.1;

/**
 * How rows are drawn: all of a small table; blocks of its rowid or whole-number key, so that what lies between is
 * never read; rows picked by their place of a counted table whose keys have wide gaps, or that has none such; else
 * the first rows. SQLite's random() knows no seed.
 */
export function drawRows({ table, exact }: ProfileRequest, facts: SqliteFacts): DrawnRows {
  const from = quoteObject(table.object);
  const select = (columns: readonly ProfiledColumn[]): string =>
    `SELECT ${selectList(columns, quoteName)} FROM ${from}`;
  if (exact) return { method: 'all_rows', select };
  const { rows: wanted, limitedBecause } = facts.size;
  const limited = limitedBecause === undefined ? {} : { limitedBecause };
  const { rows, rowsExact, blocks } = facts;
  if (blocks !== null) {
    const { key } = blocks;
    return {
      ...limited,
      method: 'blocks',
      select: (columns) => {
        const list = `${key} AS r, ${selectList(columns, quoteName)}`;
        const some = blocks.blocks.map(
          (one) => `SELECT ${list} FROM ${from} WHERE ${within(key, one)}`,
        );
        return `SELECT ${shortNames(columns)} FROM (${some.join(' UNION ALL ')}) ORDER BY ${shuffledKey('r')} LIMIT ${wanted}`;
      },
    };
  }
  if (rowsExact && rows !== null && rows > wanted) {
    const every = Math.max(1, Math.floor(rows / (surplus * wanted)));
    return {
      ...limited,
      method: 'rows',
      select: (columns) => {
        const numbered = `SELECT ${selectList(columns, quoteName)}, row_number() OVER () AS r FROM ${from}`;
        return `SELECT ${shortNames(columns)} FROM (${numbered}) WHERE ${shuffledKey('r')} % ${every} = 0 ORDER BY ${shuffledKey('-r')} LIMIT ${wanted}`;
      },
    };
  }
  return {
    ...limited,
    method: 'first_rows',
    select: (columns) => `${select(columns)} LIMIT ${wanted}`,
  };
}
