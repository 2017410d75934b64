import { historyOf, type Layout, type PlannedColumn, type Write } from '@ai-etl/core';
import { ownColumns } from '../kit/check-write.ts';
import { quoteName } from './quote.ts';

/** Engines a table may be created with. Those that change rows while merging are not among them. */
export const creatableEngines = ['MergeTree', 'ReplacingMergeTree'] as const;

/** Functions a partition key may apply to a column. */
const partitionFunctions = new Set(['toYYYYMM', 'toYYYYMMDD', 'toYear', 'toMonday', 'toDate', 'toStartOfDay', 'toStartOfWeek', 'toStartOfMonth', 'toStartOfQuarter', 'toStartOfYear']); // prettier-ignore

/** A part of `partition_by`: a column, perhaps below a function; undefined when it is neither. */
export function parsePartitionPart(
  text: string,
  columns: readonly string[],
): { readonly sql: string; readonly column: string } | undefined {
  if (columns.includes(text)) return { sql: quoteName(text), column: text };
  const match = /^\s*(\w+)\s*\(\s*(.+?)\s*\)\s*$/s.exec(text);
  const [, name, argument] = match ?? [];
  if (name === undefined || argument === undefined || !partitionFunctions.has(name)) {
    return undefined;
  }
  const column = argument.replace(/^([`"])(.*)\1$/s, '$2');
  return columns.includes(column) ? { sql: `${name}(${quoteName(column)})`, column } : undefined;
}

/** Columns that sort the table: the layout's, else the keys (and when a version began), else none. */
export function orderBy(layout: Layout, write: Write): readonly string[] {
  if (layout.order_by.length > 0) return layout.order_by;
  return write.mode === 'scd2' ? [...write.keys, historyOf(write).valid_from] : write.keys;
}

/** ENGINE, PARTITION BY, ORDER BY and SETTINGS of a new table. */
export function layoutSql(columns: readonly PlannedColumn[], layout: Layout, write: Write): string {
  const names = [...columns.map((column) => column.source.name), ...ownColumns(write)];
  const order = orderBy(layout, write);
  const partition = layout.partition_by.flatMap((text) => parsePartitionPart(text, names) ?? []);
  const keyColumns = new Set([...order, ...partition.map((one) => one.column)]);
  const hasNullableKey =
    columns.some((one) => one.nullable && keyColumns.has(one.source.name)) ||
    (write.mode === 'scd2' && keyColumns.has(historyOf(write).valid_to));
  return [
    `ENGINE = ${layout.engine ?? 'MergeTree'}`,
    ...(partition.length === 0
      ? []
      : [`PARTITION BY (${partition.map((one) => one.sql).join(', ')})`]),
    order.length === 0 ? 'ORDER BY tuple()' : `ORDER BY (${order.map(quoteName).join(', ')})`,
    ...(hasNullableKey ? ['SETTINGS allow_nullable_key = 1'] : []),
  ].join(' ');
}
