import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '@ai-etl/core';
import { ownTablePrefix } from '../kit/staging-name.ts';
import type { ClickhouseClient } from './client.ts';
import { userComment } from './loader/marker.ts';
import { quoteText } from './quote.ts';
import { logicalType } from './types.ts';

const systemDatabases = [
  'system',
  'information_schema',
  'INFORMATION_SCHEMA',
  '_temporary_and_external_tables',
];

const TableRow = z.object({
  database: z.string(),
  name: z.string(),
  engine: z.string(),
  comment: z.string(),
  total_rows: z.string().nullable(),
  total_bytes: z.string().nullable(),
});
const ColumnRow = z.object({
  database: z.string(),
  table: z.string(),
  name: z.string(),
  type: z.string(),
  comment: z.string(),
  default_kind: z.string(),
});

/** Reads tables and columns in two queries, whatever their number. */
export async function readCatalog(
  client: ClickhouseClient,
  signal?: AbortSignal,
): Promise<Catalog> {
  const hidden = systemDatabases.map(quoteText).join(', ');
  const options = { signal, doing: 'read the catalog' };
  const tables = await client.rows(
    `SELECT database, name, engine, comment, toString(total_rows) AS total_rows, toString(total_bytes) AS total_bytes
       FROM system.tables
      WHERE database NOT IN (${hidden}) AND NOT is_temporary AND NOT startsWith(name, '${ownTablePrefix}')
        AND NOT startsWith(name, '.inner')
      ORDER BY database, name`,
    TableRow,
    options,
  );
  const columns = await client.rows(
    `SELECT database, table, name, type, comment, default_kind
       FROM system.columns WHERE database NOT IN (${hidden}) AND default_kind != 'EPHEMERAL'
        AND NOT startsWith(table, '${ownTablePrefix}')
      ORDER BY database, table, position`,
    ColumnRow,
    options,
  );
  const columnsOf = Map.groupBy(columns, (row) => `${row.database}\0${row.table}`);
  return {
    defaultSchema: client.settings.database,
    tables: tables.map((table): CatalogTable => {
      const comment = userComment(table.comment);
      return {
        object: { schema: table.database, name: table.name },
        kind: table.engine.endsWith('View') ? 'view' : 'table',
        columns: (columnsOf.get(`${table.database}\0${table.name}`) ?? []).map(toColumn),
        // ClickHouse enforces no key: its primary key is an index, so rows may repeat it.
        primaryKey: [],
        uniqueKeys: [],
        foreignKeys: [],
        ...(comment === '' ? {} : { comment }),
        estimatedRows: table.total_rows === null ? null : Number(table.total_rows),
        estimatedBytes: table.total_bytes === null ? null : Number(table.total_bytes),
        engine: table.engine,
      };
    }),
  };
}

function toColumn(row: z.infer<typeof ColumnRow>): CatalogColumn {
  const { type, nullable } = logicalType(row.type);
  return {
    name: row.name,
    type,
    nullable,
    nativeType: row.type,
    // A computed column is filled by the server: like a default, it needs no value.
    hasDefault: row.default_kind !== '',
    ...(row.comment === '' ? {} : { comment: row.comment }),
  };
}
