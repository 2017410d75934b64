import { glob, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AiEtlError, type Catalog, type CatalogTable } from '@ai-etl/core';
import { logicalType } from '../kit/duckdb/types.ts';
import { quoteName } from '../kit/duckdb/quote.ts';
import type { FileDatabase } from './file-database.ts';
import { formatOf } from './format.ts';
import { ownTablePrefix } from '../kit/staging-name.ts';

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
  const names = await listFiles(database.folder.root);
  const tables: CatalogTable[] = [];
  for (const name of names) {
    signal?.throwIfAborted();
    const table = await readTable(database, name, signal);
    if (table !== undefined) tables.push(table);
  }
  return { defaultSchema, tables };
}

async function listFiles(root: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of glob('**/*', { cwd: root })) {
    const isOwn = name.split('/').some((part) => part.startsWith(ownTablePrefix));
    if (!isOwn && formatOf(name) !== undefined) names.push(name);
    if (names.length >= mostTables) break;
  }
  return names.toSorted();
}

async function readTable(
  database: FileDatabase,
  name: string,
  signal: AbortSignal | undefined,
): Promise<CatalogTable | undefined> {
  const { size } = await stat(join(database.folder.root, name)).catch(() => ({ size: Infinity }));
  if (size > largestBytes) return undefined;
  try {
    const duck = await database.open(name, signal);
    const sql = `SELECT * FROM ${quoteName(name)}`;
    const columns = await duck.with((one) => one.describe(sql, { doing: 'read', signal }));
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
      estimatedRows: null,
      estimatedBytes: size,
    };
  } catch (error) {
    if (error instanceof AiEtlError && !error.retryable) return undefined;
    throw error;
  }
}
