import type pg from 'pg';
import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable, ForeignKey } from '@ai-etl/core';
import { ownTablePrefix } from '../kit/staging-name.ts';
import { logicalType } from './types.ts';

// Partitions are left out: their parent stands for them. relpages is free to read, exact sizes
// would touch every file.
const tablesSql = `
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name,
       CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END AS kind,
       obj_description(c.oid, 'pg_class') AS comment,
       CASE WHEN c.reltuples >= 0 AND c.relkind NOT IN ('v', 'p') THEN c.reltuples::bigint::text END AS rows,
       CASE WHEN c.reltuples >= 0 AND c.relkind NOT IN ('v', 'p') THEN (c.relpages::bigint * 8192)::text END AS bytes
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
   AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
   AND left(c.relname, $1) <> $2
   AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT, INSERT')
 ORDER BY n.nspname, c.relname`;

// A domain may be over a domain, and an array of domains.
const columnsSql = `
SELECT a.attrelid::text AS oid, a.attname AS name, a.attnotnull AS not_null,
       format_type(a.atttypid, a.atttypmod) AS native,
       (WITH RECURSIVE up(oid, typmod, brackets, depth) AS (
          SELECT a.atttypid, a.atttypmod, '', 0
          UNION ALL
          SELECT CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.typelem END,
                 CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE -1 END,
                 up.brackets || CASE WHEN t.typtype = 'd' THEN '' ELSE '[]' END, up.depth + 1
            FROM up JOIN pg_type t ON t.oid = up.oid LEFT JOIN pg_type e ON e.oid = t.typelem
           WHERE t.typtype = 'd' OR (t.typcategory = 'A' AND e.typtype = 'd'))
        SELECT format_type(oid, typmod) || brackets FROM up ORDER BY depth DESC LIMIT 1) AS base,
       col_description(a.attrelid, a.attnum) AS comment,
       (a.atthasdef OR a.attidentity <> '') AS has_default
  FROM pg_attribute a
 WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attrelid, a.attnum`;

// Unique indexes besides constraints: both can identify a row, unless partial or on expressions.
const keysSql = `
SELECT i.indrelid::text AS oid, i.indisprimary AS is_primary,
       (SELECT json_agg(a.attname ORDER BY k.ord)
          FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS k(attnum, ord)
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum) AS columns
  FROM pg_index i
 WHERE i.indrelid = ANY ($1::oid[]) AND i.indisunique AND i.indisvalid
   AND i.indpred IS NULL AND i.indexprs IS NULL
 ORDER BY i.indrelid, i.indisprimary DESC, i.indexrelid`;

const foreignKeysSql = `
SELECT o.conrelid::text AS oid, n.nspname AS schema, c.relname AS name,
       (SELECT json_agg(a.attname ORDER BY k.ord) FROM unnest(o.conkey) WITH ORDINALITY AS k(attnum, ord)
          JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.attnum) AS columns,
       (SELECT json_agg(a.attname ORDER BY k.ord) FROM unnest(o.confkey) WITH ORDINALITY AS k(attnum, ord)
          JOIN pg_attribute a ON a.attrelid = o.confrelid AND a.attnum = k.attnum) AS referenced
  FROM pg_constraint o JOIN pg_class c ON c.oid = o.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE o.contype = 'f' AND o.conrelid = ANY ($1::oid[])
 ORDER BY o.conrelid, o.conname`;

const Names = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)));
const Flag = z.enum(['t', 'f']).transform((text) => text === 't');

const TableRow = z.object({
  oid: z.string(),
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'view']),
  comment: z.string().nullable(),
  rows: z.string().nullable(),
  bytes: z.string().nullable(),
});
const ColumnRow = z.object({
  oid: z.string(),
  name: z.string(),
  not_null: Flag,
  native: z.string(),
  base: z.string(),
  comment: z.string().nullable(),
  has_default: Flag,
});
const KeyRow = z.object({ oid: z.string(), is_primary: Flag, columns: Names });
const ForeignKeyRow = z.object({
  oid: z.string(),
  schema: z.string(),
  name: z.string(),
  columns: Names,
  referenced: Names,
});

/** Reads tables, columns, keys, comments and statistics in four queries, whatever their number. */
export async function readCatalog(client: pg.Client, defaultSchema: string): Promise<Catalog> {
  const tables = z
    .array(TableRow)
    .parse((await client.query(tablesSql, [ownTablePrefix.length, ownTablePrefix])).rows);
  const oids = `{${tables.map((table) => table.oid).join(',')}}`;
  const columns = z.array(ColumnRow).parse((await client.query(columnsSql, [oids])).rows);
  const keys = z.array(KeyRow).parse((await client.query(keysSql, [oids])).rows);
  const foreignKeys = z
    .array(ForeignKeyRow)
    .parse((await client.query(foreignKeysSql, [oids])).rows);
  const columnsOf = Map.groupBy(columns, (row) => row.oid);
  const keysOf = Map.groupBy(keys, (row) => row.oid);
  const foreignKeysOf = Map.groupBy(foreignKeys, (row) => row.oid);
  return {
    defaultSchema,
    tables: tables.map((table): CatalogTable => {
      const own = keysOf.get(table.oid) ?? [];
      return {
        object: { schema: table.schema, name: table.name },
        kind: table.kind,
        columns: (columnsOf.get(table.oid) ?? []).map(toColumn),
        primaryKey: own.find((key) => key.is_primary)?.columns ?? [],
        uniqueKeys: own.filter((key) => !key.is_primary).map((key) => key.columns),
        foreignKeys: (foreignKeysOf.get(table.oid) ?? []).map(toForeignKey),
        ...(table.comment === null ? {} : { comment: table.comment }),
        estimatedRows: table.rows === null ? null : Number(table.rows),
        estimatedBytes: table.bytes === null ? null : Number(table.bytes),
      };
    }),
  };
}

function toColumn(row: z.infer<typeof ColumnRow>): CatalogColumn {
  return {
    name: row.name,
    type: logicalType(row.base),
    nullable: !row.not_null,
    nativeType: row.native,
    ...(row.base === row.native ? {} : { baseType: row.base }),
    hasDefault: row.has_default,
    ...(row.comment === null ? {} : { comment: row.comment }),
  };
}

function toForeignKey(row: z.infer<typeof ForeignKeyRow>): ForeignKey {
  return {
    columns: row.columns,
    references: { schema: row.schema, name: row.name },
    referencedColumns: row.referenced,
  };
}
