import type { Catalog, CatalogTable } from '@ai-etl/core';
import { logicalType } from '../kit/duckdb/types.ts';
import type { ApiDatabase } from './reading/api-database.ts';
import type { ResourceTable } from './reading/resource-table.ts';

/** Where names are looked up. */
export const defaultSchema = 'main';

/** The resources, each a table. One that cannot be read fails it, and is named. */
export async function readCatalog(
  database: ApiDatabase,
  signal: AbortSignal | undefined,
): Promise<Catalog> {
  const tables = await database.describeAll(signal);
  return {
    defaultSchema,
    tables: await Promise.all(
      tables.map((table) => catalogTable(table, signal ?? new AbortController().signal)),
    ),
  };
}

async function catalogTable(table: ResourceTable, signal: AbortSignal): Promise<CatalogTable> {
  const { name, primary_key: key } = table.resource;
  const columns = await table.describe(signal);
  const names = columns.map((column) => column.name);
  return {
    object: { schema: defaultSchema, name },
    kind: 'table',
    columns: columns.map((column) => {
      const native = column.type?.native ?? 'JSON';
      return {
        name: column.name,
        type: logicalType(native),
        nullable: !key.includes(column.name),
        nativeType: native,
        hasDefault: false,
      };
    }),
    primaryKey: key.every((one) => names.includes(one)) ? [...key] : [],
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: table.size?.rows ?? null,
    estimatedBytes: table.size?.sizeBytes ?? null,
  };
}
