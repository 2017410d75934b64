import type { CatalogTable } from '@ai-etl/core';
import { keyBlocks, type KeyBlock, type KeySpan } from '../../kit/profile/key-blocks.ts';
import { quoteName, quoteObject } from '../quote.ts';
import type { ReadRows } from './facts.ts';

/** A whole number whose order is that of the stored rows, in SQL. */
interface RowKey extends Omit<KeySpan, 'rows'> {
  readonly sql: string;
  /** Rows there are when few were deleted; null where the numbers are the user's. */
  readonly rows: number | null;
}

/** Rows of a sample. */
export interface RowBlocks {
  readonly key: string;
  readonly blocks: readonly KeyBlock[];
}

/** Names of the rowid; a column may have one of them and hold something else. */
const rowidNames = ['rowid', '_rowid_', 'oid'];

/** The rowid, or a primary key of one whole number where there is none; null without either, or without rows. */
export async function readKey(
  read: ReadRows,
  { object, columns, primaryKey }: CatalogTable,
  hasRowid: boolean,
): Promise<RowKey | null> {
  const taken = new Set(columns.map((one) => one.name.toLowerCase()));
  const [only = ''] = primaryKey.length === 1 ? primaryKey : [];
  const isWhole = columns.some((one) => one.name === only && one.type.kind === 'int64');
  const sql = hasRowid
    ? rowidNames.find((name) => !taken.has(name))
    : isWhole
      ? quoteName(only)
      : undefined;
  if (sql === undefined) return null;
  const from = quoteObject(object);
  // Each by itself: both at once would read the table.
  const [[least = null, greatest = null] = []] = await read(
    `SELECT (SELECT min(${sql}) FROM ${from}), (SELECT max(${sql}) FROM ${from})`,
  );
  // The primary key of a table without rowid may hold anything.
  if (typeof least !== 'bigint' || typeof greatest !== 'bigint') return null;
  return { sql, least, greatest, rows: hasRowid ? Number(greatest - least + 1n) : null };
}

/** Blocks that hold about `wanted` rows; null where wide gaps between the keys leave fewer than half. */
export async function findBlocks(
  read: ReadRows,
  {
    table,
    key,
    rows,
    wanted,
  }: {
    readonly table: CatalogTable;
    readonly key: RowKey;
    readonly rows: number;
    readonly wanted: number;
  },
): Promise<RowBlocks | null> {
  const blocks = keyBlocks({ ...key, rows }, wanted);
  const counts = blocks.map(
    (one) => `SELECT count(*) AS n FROM ${quoteObject(table.object)} WHERE ${within(key.sql, one)}`,
  );
  const [[held = 0n] = []] = await read(`SELECT sum(n) FROM (${counts.join(' UNION ALL ')})`);
  return 2 * Number(held) < wanted ? null : { key: key.sql, blocks };
}

/** The condition of a block. */
export function within(key: string, { from, to }: KeyBlock): string {
  return `${key} BETWEEN ${from} AND ${to}`;
}
