import type { PlannedColumn } from '@ai-etl/core';
import { decoderOf, type ServerFacts } from '../decode.ts';
import { columnType } from '../plan-table.ts';
import { quoteNames, quoteTable, quoteText, type TableName } from '../quote.ts';

/** The INSERT whose data is the wire form: directly where no column needs decoding. */
export function insertQuery(
  table: TableName,
  columns: readonly PlannedColumn[],
  facts: ServerFacts,
): string {
  const into = `INSERT INTO ${quoteTable(table)} (${quoteNames(columns.map((column) => column.source.name))})`;
  const decoders = columns.map((column) => decoderOf(column, facts));
  if (decoders.every((decoder) => decoder === undefined)) return `${into} FORMAT TabSeparated`;
  // Plain names inside: the structure is a text within a text.
  const structure = columns.map(
    (column, index) => `c${index} ${decoders[index]?.inputType ?? columnType(column)}`,
  );
  const list = decoders.map((decoder, index) => decoder?.expression(`c${index}`) ?? `c${index}`);
  return `${into} SELECT ${list.join(', ')} FROM input(${quoteText(structure.join(', '))}) FORMAT TabSeparated`;
}

/** Rows stay as they are sent: no collapsing while inserting, no dropping of equal blocks. */
export const insertSettings = {
  optimize_on_insert: 0,
  insert_deduplicate: 0,
  input_format_parallel_parsing: 1,
  throw_on_max_partitions_per_insert_block: 0,
} as const;
