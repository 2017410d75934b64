import { z } from 'zod';
import { AiEtlError, describeObject, type CatalogTable } from '@ai-etl/core';
import type { TableFacts } from '../../kit/profile/profiler.ts';
import { requireSameColumns } from '../../kit/profile/same-columns.ts';
import type { ClickhouseClient, RunOptions } from '../client.ts';
import { quoteTable, quoteText, tableName, type TableName } from '../quote.ts';

/** What ClickHouse's own books say about a table. */
export interface ClickhouseFacts extends TableFacts {
  /** The expression of SAMPLE BY; empty when there is none. */
  readonly samplingKey: string;
  /** Rows have a place in a part (`_part_offset`): they can be picked by it. */
  readonly hasParts: boolean;
}

const TableRow = z.object({
  engine: z.string(),
  sampling_key: z.string(),
  partition_key: z.string(),
  sorting_key: z.string(),
  total_rows: z.string().nullable(),
  total_bytes: z.string().nullable(),
});
const PartsRow = z.object({ written: z.string(), index_bytes: z.string(), parts: z.string() });
const ColumnRow = z.object({ name: z.string() });
const CountRow = z.object({ n: z.string() });

/** Reads them. Throws OBJECT_NOT_FOUND. */
export async function readFacts(
  client: ClickhouseClient,
  known: CatalogTable,
  options: RunOptions,
): Promise<ClickhouseFacts> {
  const table = tableName(known.object, client.settings.database);
  const where = `database = ${quoteText(table.database)} AND name = ${quoteText(table.name)}`;
  const [found] = await client.rows(
    `SELECT engine, sampling_key, partition_key, sorting_key,
            toString(total_rows) AS total_rows, toString(total_bytes) AS total_bytes
       FROM system.tables WHERE ${where}`,
    TableRow,
    options,
  );
  if (found === undefined) {
    const object = { schema: table.database, name: table.name };
    throw new AiEtlError(
      'OBJECT_NOT_FOUND',
      `There is no table ${describeObject(object)} any more.`,
    );
  }
  const columns = await client.rows(
    `SELECT name FROM system.columns WHERE default_kind != 'EPHEMERAL'
        AND database = ${quoteText(table.database)} AND table = ${quoteText(table.name)} ORDER BY position`,
    ColumnRow,
    options,
  );
  requireSameColumns(
    known,
    columns.map((one) => one.name),
  );
  const hasParts = found.engine.endsWith('MergeTree');
  const parts = hasParts ? await readParts(client, table, options) : null;
  // From the parts' own counts: exact, and no row is read.
  const [counted] = hasParts
    ? await client.rows(
        `SELECT toString(count()) AS n FROM ${quoteTable(table)}`,
        CountRow,
        options,
      )
    : [];
  const rows = counted?.n ?? found.total_rows;
  const sortedBy = splitKey(found.sorting_key);
  return {
    rows: rows === null ? null : Number(rows),
    rowsExact: rows !== null,
    sizeBytes: found.total_bytes === null ? null : Number(found.total_bytes),
    indexBytes: parts === null ? null : Number(parts.index_bytes),
    indexes: [],
    partitionKey: found.partition_key === '' ? null : found.partition_key,
    sortedBy,
    lastWrittenAt: parts === null || parts.parts === '0' ? null : parts.written,
    systemDistinct: new Map(),
    // The first column of the sorting key has its ends in the marks; the server does not use them
    // for min and max, so nothing is known at once.
    rangedByIndex: new Set(),
    samplingKey: found.sampling_key,
    hasParts,
  };
}

/** system.parts needs a privilege of its own in locked down servers: without it, less is known. */
async function readParts(
  client: ClickhouseClient,
  table: TableName,
  options: RunOptions,
): Promise<z.infer<typeof PartsRow> | null> {
  try {
    const [row] = await client.rows(
      `SELECT formatDateTime(max(modification_time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS written,
              toString(sum(primary_key_bytes_in_memory) + sum(secondary_indices_compressed_bytes)) AS index_bytes,
              toString(count()) AS parts
         FROM system.parts
        WHERE active AND database = ${quoteText(table.database)} AND table = ${quoteText(table.name)}`,
      PartsRow,
      options,
    );
    return row ?? null;
  } catch (error) {
    if (error instanceof AiEtlError && error.code === 'PRIVILEGE_MISSING') return null;
    throw error;
  }
}

/** `a, toDate(b), (c, d)` at its outermost commas. */
export function splitKey(key: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let part = '';
  for (const sign of key) {
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '`' || sign === "'" || sign === '"') quote = sign;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if (sign === ',' && depth === 0 && quote === '') {
      parts.push(part.trim());
      part = '';
    } else part += sign;
  }
  if (part.trim() !== '') parts.push(part.trim());
  return parts;
}
