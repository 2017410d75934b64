import { z } from 'zod';
import type { CatalogTable, ProfiledIndex } from '@ai-etl/core';
import type { KeySpan } from '../../kit/profile/key-blocks.ts';
import { unknownFacts, type TableFacts } from '../../kit/profile/profiler.ts';
import { requireSameColumns } from '../../kit/profile/same-columns.ts';
import { ask, type MysqlConnection } from '../connect.ts';
import { quoteName, quoteObject } from '../quote.ts';

/** What the server's own books say about a table. */
export interface MysqlFacts extends TableFacts {
  /** The primary key, where it is one column of whole numbers and the table has rows. */
  readonly key: (KeySpan & { readonly column: string }) | null;
}

/** Tables of which the server expects no more rows are counted, which takes less than a second. */
export const countedUpTo = 1_000_000;

const tableSql = `
SELECT table_rows, data_length, index_length, DATE_FORMAT(update_time, '%Y-%m-%dT%H:%i:%sZ')
  FROM information_schema.tables WHERE table_schema = ? AND table_name = ? AND table_type NOT LIKE '%VIEW'`;
const indexesSql = `
SELECT index_name, non_unique, column_name, sub_part
  FROM information_schema.statistics WHERE table_schema = ? AND table_name = ? ORDER BY index_name, seq_in_index`;

const number = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : Number(text)));
const TableRow = z.tuple([number, number, number, z.string().nullable()]);
const IndexRow = z.tuple([z.string(), z.string(), z.string().nullable(), z.string().nullable()]);

/** Reads them in the caller's transaction. Throws the server's own error when there is no such table. */
export async function readFacts(
  connection: MysqlConnection,
  table: CatalogTable,
  database: string,
): Promise<MysqlFacts> {
  const { schema = database, name } = table.object;
  const from = quoteObject({ schema, name });
  // information_schema hides what an account may not see; this says why.
  const { fields } = await ask(connection, `SELECT * FROM ${from} LIMIT 0`);
  requireSameColumns(
    table,
    fields.map((one) => one.name),
  );
  const place = [schema, name];
  const [found] = z.array(TableRow).parse((await ask(connection, tableSql, place)).rows);
  const [expected = null, sizeBytes = null, indexBytes = null, lastWrittenAt = null] = found ?? [];
  const isCounted = expected !== null && expected <= countedUpTo;
  const rows = isCounted
    ? Number((await ask(connection, `SELECT COUNT(*) FROM ${from}`)).rows[0]?.[0])
    : expected;
  const indexes = z.array(IndexRow).parse((await ask(connection, indexesSql, place)).rows);
  return {
    ...unknownFacts,
    rows,
    rowsExact: isCounted,
    sizeBytes,
    indexBytes,
    indexes: [...Map.groupBy(indexes, ([index]) => index).values()].map(toIndex),
    lastWrittenAt,
    key: rows === null ? null : await readKey(connection, table, { from, rows }),
  };
}

/** An index of the beginning of a column is none of the column. */
function toIndex(parts: readonly z.infer<typeof IndexRow>[]): ProfiledIndex {
  return {
    columns: parts.map(([, , column, part]) => (part === null ? column : null)),
    unique: parts[0]?.[1] === '0',
    partial: false,
  };
}

async function readKey(
  connection: MysqlConnection,
  { primaryKey, columns }: CatalogTable,
  { from, rows }: { readonly from: string; readonly rows: number },
): Promise<MysqlFacts['key']> {
  const [name = ''] = primaryKey;
  const kind = columns.find((one) => one.name === name)?.type.kind;
  if (primaryKey.length !== 1 || kind === undefined || !kind.startsWith('int')) return null;
  const key = quoteName(name);
  const answer = await ask(connection, `SELECT MIN(${key}), MAX(${key}) FROM ${from}`);
  const [least = null, greatest = null] = answer.rows[0] ?? [];
  if (least === null || greatest === null) return null;
  return { column: name, least: BigInt(least), greatest: BigInt(greatest), rows };
}
