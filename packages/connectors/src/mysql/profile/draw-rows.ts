import type { ProfileRequest } from '@ai-etl/core';
import { keyBlocks, shuffledKey } from '../../kit/profile/key-blocks.ts';
import type { DrawnRows, ProfiledColumn } from '../../kit/profile/profiler.ts';
import { sampleSizeOf } from '../../kit/profile/sample-size.ts';
import { selectList } from '../../kit/profile/select-list.ts';
import { quoteName, quoteObject } from '../quote.ts';
import { countedUpTo, type MysqlFacts } from './facts.ts';

/** A little fewer are drawn than asked for: LIMIT would cut a surplus off at the end of the table. */
const share = 0.95;

/**
 * How rows are drawn: all of a small table; blocks of a whole-number primary key, which is the order of the stored
 * rows; rows picked by chance of a table that is read whole, the same each time; else the first rows.
 */
export function drawRows(request: ProfileRequest, facts: MysqlFacts): DrawnRows {
  const from = quoteObject(request.table.object);
  const select = (columns: readonly ProfiledColumn[]): string =>
    `SELECT ${selectList(columns, quoteName)} FROM ${from}`;
  if (request.exact) return { method: 'all_rows', select };
  const { rows: wanted, limitedBecause } = sampleSizeOf(request.sampleRows, facts);
  const limited = limitedBecause === undefined ? {} : { limitedBecause };
  const { rows, key } = facts;
  if (rows !== null && rows > wanted && key !== null) {
    const column = quoteName(key.column);
    const blocks = keyBlocks(key, wanted);
    const ranges = blocks.map((one) => `${column} BETWEEN ${one.from} AND ${one.to}`);
    return {
      ...limited,
      method: 'blocks',
      select: (columns) =>
        `${select(columns)} WHERE ${ranges.join(' OR ')} ORDER BY ${shuffledKey(column)} LIMIT ${wanted}`,
    };
  }
  if (rows !== null && rows > wanted && rows <= countedUpTo) {
    const probability = (share * wanted) / rows;
    return {
      ...limited,
      method: 'rows',
      // LIMIT also keeps the server from asking other conditions first, which would draw others.
      select: (columns) => `${select(columns)} WHERE RAND(1) < ${probability} LIMIT ${wanted}`,
    };
  }
  return {
    ...limited,
    method: 'first_rows',
    select: (columns) => `${select(columns)} LIMIT ${wanted}`,
  };
}
