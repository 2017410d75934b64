import { longestShownValue, quantileLevels } from '@ai-etl/core';
import type { ProfileWords } from '../../kit/profile/compose.ts';
import type { ProfiledColumn } from '../../kit/profile/profiler.ts';
import { quoteName, quoteText } from '../quote.ts';
import { profilingFunctions, type Asked } from './asked.ts';

/** SQLite's words for a profile. It has no spread, ranks or hash: our functions do, in its own process. */
export const sqliteWords: ProfileWords = {
  rows: (sql, method) =>
    `WITH s AS ${method === 'all_rows' ? 'NOT MATERIALIZED' : 'MATERIALIZED'} (${sql})`,
  quote: quoteName,
  text: (value) => `CAST(${value} AS TEXT)`,
  figures: (column) => call('figures', `c${column.index}`, column),
  // Functions of ours take half of a large table's time, so they are asked for the answered values only.
  shown: (column) => (column.kind === 'bytes' ? null : `c${column.index}`),
  answered: (value, column) => call('shown', value, column),
  key: keyOf,
  rowKey: (columns) => (columns.length === 0 ? '1 + 0' : columns.map(keyOf).join(', ')),
  // They are answered cut.
  left: (text) => text,
  shuffled: (text) => `${profilingFunctions.shuffled}(${text})`,
};

/** A value of the column for one of our functions. */
export function call(
  name: Exclude<keyof typeof profilingFunctions, 'shuffled'>,
  value: string,
  { type }: Pick<ProfiledColumn, 'type'>,
): string {
  const asked: Asked = { type, levels: quantileLevels, longest: longestShownValue };
  return `${profilingFunctions[name]}(${value}, ${quoteText(JSON.stringify(asked))})`;
}

/** Columns may have collations that take different texts for one; those of a profile are told apart. */
function keyOf(column: ProfiledColumn): string {
  const value = `c${column.index}`;
  switch (column.type.kind) {
    case 'bool':
    case 'int64':
    case 'float64':
    case 'bytes':
      return `${value} COLLATE BINARY`;
    case 'text':
    case 'json':
      return `CASE typeof(${value}) WHEN 'text' THEN ${value} ELSE ${call('key', value, column)} END COLLATE BINARY`;
    default:
      return `${call('key', value, column)} COLLATE BINARY`;
  }
}
