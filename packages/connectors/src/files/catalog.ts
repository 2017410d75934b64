import { AiEtlError, type Catalog, type CatalogTable } from '@ai-etl/core';
import { logicalType } from '../kit/duckdb/types.ts';
import { quoteName } from '../kit/duckdb/quote.ts';
import type { FileDatabase } from './file-database.ts';
import type { ListedFile } from './file-place.ts';

/** Where names and paths are looked up. */
export const defaultSchema = 'main';

/** More files are not listed; a path reaches them all the same. */
const mostTables = 100;
/** Larger files are not looked into. */
const largestBytes = 256 * 1024 * 1024;

/** Files below the root, each a table. Those that cannot be read are left out: reading them tells why. */
export async function readCatalog(
  database: FileDatabase,
  signal: AbortSignal | undefined,
): Promise<Catalog> {
  const tables: CatalogTable[] = [];
  for (const file of await database.place.list(mostTables)) {
    signal?.throwIfAborted();
    const table = await readTable(database, file, signal);
    if (table !== undefined) tables.push(table);
  }
  return { defaultSchema, tables };
}

async function readTable(
  database: FileDatabase,
  { name, sizeBytes }: ListedFile,
  signal: AbortSignal | undefined,
): Promise<CatalogTable | undefined> {
  if (sizeBytes > largestBytes) return undefined;
  try {
    const duck = await database.open(name, signal);
    const sql = `SELECT * FROM ${quoteName(name)}`;
    const columns = await duck.with((one) => one.describe(sql, { doing: 'read', signal }));
    const { rows } = await database.measure(name, signal);
    return {
      object: { schema: defaultSchema, name },
      kind: 'table',
      columns: columns.map((column) => ({
        name: column.name,
        type: logicalType(column.native),
        nullable: true,
        nativeType: column.native,
        hasDefault: false,
      })),
      primaryKey: [],
      uniqueKeys: [],
      foreignKeys: [],
      estimatedRows: rows,
      estimatedBytes: sizeBytes,
    };
  } catch (error) {
    if (error instanceof AiEtlError && !error.retryable) return undefined;
    throw error;
  }
}
