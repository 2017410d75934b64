import type { ProfileRequest } from '@ai-etl/core';
import type { DrawnRows, ProfiledColumn } from '../../kit/profile/profiler.ts';
import { sampleSizeOf } from '../../kit/profile/sample-size.ts';
import { selectList } from '../../kit/profile/select-list.ts';
import { quoteName, quoteObject } from '../quote.ts';
import type { PostgresqlFacts } from './facts.ts';

/** Below it, reading every page to give each row the same chance costs nothing to speak of. */
const rowWiseBelowBytes = 64 * 1024 * 1024;

/** A little more is drawn than asked for, so that chance seldom leaves fewer. */
const surplus = 1.1;

/**
 * How rows are drawn: all of a small table, a seeded TABLESAMPLE of a large one, the first rows of
 * what cannot be sampled. The seed and the order by place make every statement of one snapshot see
 * the same rows.
 */
export function drawRows(request: ProfileRequest, facts: PostgresqlFacts): DrawnRows {
  const from = quoteObject(request.table.object);
  const list = (columns: readonly ProfiledColumn[]): string => selectList(columns, quoteName);
  if (request.exact) {
    return { method: 'all_rows', select: (columns) => `SELECT ${list(columns)} FROM ${from}` };
  }
  const { rows: wanted, limitedBecause } = sampleSizeOf(request.sampleRows, facts);
  const limited = limitedBecause === undefined ? {} : { limitedBecause };
  if (!facts.isSampleable || facts.rows === null || facts.rows <= wanted) {
    return {
      ...limited,
      method: 'first_rows',
      select: (columns) => `SELECT ${list(columns)} FROM ${from} LIMIT ${wanted}`,
    };
  }
  const isRowWise = facts.sizeBytes !== null && facts.sizeBytes <= rowWiseBelowBytes;
  const percent = Math.min(100, (100 * surplus * wanted) / facts.rows);
  const sample = `${isRowWise ? 'BERNOULLI' : 'SYSTEM'} (${percent.toPrecision(6)}) REPEATABLE (1)`;
  return {
    ...limited,
    method: isRowWise ? 'rows' : 'blocks',
    // Cutting the surplus off at the end would leave out the newest rows.
    select: (columns) =>
      `SELECT ${list(columns)} FROM ${from} AS t TABLESAMPLE ${sample} ORDER BY md5(t.ctid::text) LIMIT ${wanted}`,
  };
}
