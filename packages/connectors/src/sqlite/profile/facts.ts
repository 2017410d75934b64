import { AiEtlError, describeObject, type ProfileRequest } from '@ai-etl/core';
import { unknownFacts, type TableFacts } from '../../kit/profile/profiler.ts';
import { requireSameColumns } from '../../kit/profile/same-columns.ts';
import { sampleSizeOf, type SampleSize } from '../../kit/profile/sample-size.ts';
import { quoteName, quoteObject } from '../quote.ts';
import type { SqlValue } from '../values/sql-value.ts';
import { readIndexes } from './indexes.ts';
import { findBlocks, readKey, type RowBlocks } from './row-blocks.ts';

/** Rows of a statement of ours. */
export type ReadRows = (
  sql: string,
  values?: readonly SqlValue[],
) => Promise<readonly (readonly SqlValue[])[]>;

/** What SQLite's own books say about a table, and how rows of it are drawn. */
export interface SqliteFacts extends TableFacts {
  readonly size: SampleSize;
  /** Null where rows have no whole number for a place, or it says too little of where they are. */
  readonly blocks: RowBlocks | null;
}

/** Files that are read in less than a second: tables of them are counted and measured. */
const countedUpToBytes = 256 * 1024 * 1024;

/** Rows that tell the width of a row of larger ones. */
const lookedAt = 200;

const columnsSql = "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden <> 1 ORDER BY cid";
const kindSql = "SELECT type, wr FROM pragma_table_list WHERE schema = 'main' AND name = ?";
const fileSql = 'SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()';
const sizesSql =
  "SELECT name, pgsize FROM dbstat('main', 1) WHERE name IN (SELECT value FROM json_each(?))";
const analysedSql = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'";
const estimateSql = 'SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = ?';

/** Reads them in the caller's transaction. Throws OBJECT_NOT_FOUND. */
export async function readFacts(read: ReadRows, request: ProfileRequest): Promise<SqliteFacts> {
  const { table, sampleRows } = request;
  const { name } = table.object;
  const columns = await read(columnsSql, [name]);
  if (columns.length === 0) {
    throw new AiEtlError(
      'OBJECT_NOT_FOUND',
      `There is no table ${describeObject(table.object)} any more.`,
    );
  }
  requireSameColumns(
    table,
    columns.map(([column]) => String(column)),
  );
  const [[kind, withoutRowid] = []] = await read(kindSql, [name]);
  // Views and virtual tables have no pages, and counting may take any time.
  if (kind !== 'table') return { ...unknownFacts, size: { rows: sampleRows }, blocks: null };
  const { indexes, names, ranged } = await readIndexes(read, table);
  const [[fileBytes = 0n] = []] = await read(fileSql);
  const isSmall = Number(fileBytes) <= countedUpToBytes;
  const rows = isSmall ? await countRows(read, name) : await estimateRows(read, name);
  const facts: TableFacts = {
    ...unknownFacts,
    indexes,
    rangedByIndex: ranged,
    rows,
    rowsExact: isSmall,
    ...(isSmall ? await readSizes(read, { name, indexes: names }) : {}),
  };
  const key = await readKey(read, table, withoutRowid === 0n);
  const expected = rows ?? key?.rows ?? null;
  const size = sampleSizeOf(sampleRows, {
    ...facts,
    rows: expected,
    sizeBytes: facts.sizeBytes ?? (expected ?? 0) * (await widthOf(read, request)),
  });
  if (expected === null || expected <= size.rows)
    return { ...facts, rows: expected, size, blocks: null };
  const blocks =
    key === null ? null : await findBlocks(read, { table, key, rows: expected, wanted: size.rows });
  // Keys with wide gaps say nothing of how many there are.
  return { ...facts, rows: blocks === null ? rows : expected, size, blocks };
}

async function countRows(read: ReadRows, name: string): Promise<number> {
  const [[count = 0n] = []] = await read(`SELECT count(*) FROM ${quoteObject({ name })}`);
  return Number(count);
}

/** As ANALYZE counted them, maybe long ago; null without that. */
async function estimateRows(read: ReadRows, name: string): Promise<number | null> {
  if ((await read(analysedSql)).length === 0) return null;
  const [[rows = null] = []] = await read(estimateSql, [name]);
  return rows === null ? null : Number(rows);
}

async function readSizes(
  read: ReadRows,
  { name, indexes }: { readonly name: string; readonly indexes: readonly string[] },
): Promise<Pick<TableFacts, 'sizeBytes' | 'indexBytes'>> {
  const rows = await read(sizesSql, [JSON.stringify([name, ...indexes])]);
  const sizes = new Map(rows.map(([object, bytes]) => [String(object), Number(bytes)]));
  const indexBytes = indexes.reduce((sum, index) => sum + (sizes.get(index) ?? 0), 0);
  return { sizeBytes: sizes.get(name) ?? null, indexBytes };
}

/** Average bytes of the first rows. */
async function widthOf(read: ReadRows, { table }: ProfileRequest): Promise<number> {
  const columns = table.columns.map((one) => quoteName(one.name));
  if (columns.length === 0) return 0;
  // Of a long value in its own pages this reads the length only.
  const sums = columns.map((column) => `sum(octet_length(${column}))`).join(', ');
  const [[count = 0n, ...bytes] = []] = await read(
    `SELECT count(*), ${sums} FROM (SELECT ${columns.join(', ')} FROM ${quoteObject(table.object)} LIMIT ${lookedAt})`,
  );
  const sum = bytes.reduce((total: number, one) => total + Number(one ?? 0), 0);
  return count === 0n ? 0 : sum / Number(count);
}
