import type { Catalog, CatalogColumn, CatalogTable } from '@ai-etl/core';
import { z } from 'zod';
import type { DuckConnection } from '../kit/duckdb/duck-connection.ts';
import { quoteText } from '../kit/duckdb/quote.ts';
import { logicalType } from '../kit/duckdb/types.ts';
import { ownTablePrefix } from '../kit/staging-name.ts';
import { rowBytes } from '../kit/duckdb/query.ts';

/** Where a name without a schema is looked up. */
export const defaultSchema = 'main';

const own = (name: string): string =>
  `database_name = current_database() AND NOT starts_with(${name}, ${quoteText(ownTablePrefix)})`;

// A key of texts: one text a row of the answer, whatever its columns.
const tablesSql = `
SELECT to_json({schema: schema_name, name: table_name, kind: 'table', comment: comment, rows: estimated_size})::VARCHAR
  FROM duckdb_tables() WHERE NOT internal AND ${own('table_name')}
UNION ALL
SELECT to_json({schema: schema_name, name: view_name, kind: 'view', comment: comment, rows: NULL})::VARCHAR
  FROM duckdb_views() WHERE NOT internal AND ${own('view_name')}
ORDER BY 1`;

const columnsSql = `
SELECT to_json({schema: schema_name, "table": table_name, name: column_name, native: data_type,
                nullable: is_nullable, comment: comment, has_default: column_default IS NOT NULL})::VARCHAR
  FROM duckdb_columns() WHERE NOT internal AND ${own('table_name')}
 ORDER BY schema_name, table_name, column_index`;

const keysSql = `
SELECT to_json({schema: schema_name, "table": table_name, kind: constraint_type, columns: constraint_column_names,
                target: referenced_table, target_columns: referenced_column_names})::VARCHAR
  FROM duckdb_constraints()
 WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY') AND ${own('table_name')}
 ORDER BY schema_name, table_name, constraint_index`;

const TableRow = z.object({
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'view']),
  comment: z.string().nullable(),
  rows: z.number().nullable(),
});
const ColumnRow = z.object({
  schema: z.string(),
  table: z.string(),
  name: z.string(),
  native: z.string(),
  nullable: z.boolean(),
  comment: z.string().nullable(),
  has_default: z.boolean(),
});
const KeyRow = z.object({
  schema: z.string(),
  table: z.string(),
  kind: z.enum(['PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY']),
  columns: z.array(z.string()),
  target: z.string().nullable(),
  target_columns: z.array(z.string()).nullable(),
});

/** Reads tables, columns and keys in three queries, whatever their number. */
export async function readCatalog(
  connection: DuckConnection,
  signal: AbortSignal | undefined,
): Promise<Catalog> {
  const read = async <T>(sql: string, row: z.ZodType<T>): Promise<readonly T[]> => {
    const rows = await connection.rows(sql, { doing: 'read the catalog', signal });
    return rows.map(([text]) => row.parse(JSON.parse(text ?? 'null')));
  };
  const tables = await read(tablesSql, TableRow);
  const columns = Map.groupBy(await read(columnsSql, ColumnRow), placeOf);
  const keys = Map.groupBy(await read(keysSql, KeyRow), placeOf);
  return {
    defaultSchema,
    tables: tables.map((table) => {
      const place = placeOf({ schema: table.schema, table: table.name });
      return toTable(table, columns.get(place) ?? [], keys.get(place) ?? []);
    }),
  };
}

function placeOf({ schema, table }: { readonly schema: string; readonly table: string }): string {
  return JSON.stringify([schema, table]);
}

function toTable(
  table: z.infer<typeof TableRow>,
  columns: readonly z.infer<typeof ColumnRow>[],
  keys: readonly z.infer<typeof KeyRow>[],
): CatalogTable {
  const of = (kind: string) => keys.filter((key) => key.kind === kind);
  const width = rowBytes(columns.map((column) => column.native));
  return {
    object: { schema: table.schema, name: table.name },
    kind: table.kind,
    columns: columns.map(toColumn),
    primaryKey: of('PRIMARY KEY')[0]?.columns ?? [],
    uniqueKeys: of('UNIQUE').map((key) => key.columns),
    foreignKeys: of('FOREIGN KEY').map((key) => ({
      columns: key.columns,
      references: { schema: table.schema, name: key.target ?? '' },
      referencedColumns: key.target_columns ?? [],
    })),
    ...(table.comment === null ? {} : { comment: table.comment }),
    estimatedRows: table.rows,
    estimatedBytes: table.rows === null ? null : table.rows * width,
  };
}

function toColumn(row: z.infer<typeof ColumnRow>): CatalogColumn {
  return {
    name: row.name,
    type: logicalType(row.native),
    nullable: row.nullable,
    nativeType: row.native,
    hasDefault: row.has_default,
    ...(row.comment === null ? {} : { comment: row.comment }),
  };
}
