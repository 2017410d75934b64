import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable, ForeignKey } from '@ai-etl/core';
import { ownTablePrefix } from '../kit/staging-name.ts';
import { ask, type MysqlConnection } from './connect.ts';
import { logicalType } from './types.ts';

const tablesSql = `
SELECT table_name, table_type, engine, table_rows, data_length, table_comment
  FROM information_schema.tables
 WHERE table_schema = ? AND LEFT(table_name, ${ownTablePrefix.length}) <> '${ownTablePrefix}'
 ORDER BY table_name`;

const columnsSql = `
SELECT table_name, column_name, column_type, is_nullable, column_default, extra, column_comment
  FROM information_schema.columns
 WHERE table_schema = ? ORDER BY table_name, ordinal_position`;

// Part of a text or an expression does not identify a row.
const keysSql = `
SELECT table_name, index_name, column_name, sub_part
  FROM information_schema.statistics
 WHERE table_schema = ? AND non_unique = 0 ORDER BY table_name, index_name, seq_in_index`;

const foreignKeysSql = `
SELECT table_name, constraint_name, column_name, referenced_table_schema, referenced_table_name, referenced_column_name
  FROM information_schema.key_column_usage
 WHERE table_schema = ? AND referenced_table_name IS NOT NULL
 ORDER BY table_name, constraint_name, ordinal_position`;

const text = z.string();
const maybe = z.string().nullable();
const TableRow = z.tuple([text, text, maybe, maybe, maybe, maybe]);
const ColumnRow = z.tuple([text, text, text, text, maybe, maybe, maybe]);
const KeyRow = z.tuple([text, text, maybe, maybe]);
const ForeignKeyRow = z.tuple([text, text, text, text, text, text]);

/** Marks the native type of a column that the table works out itself. */
export const generatedMark = ' GENERATED';

/** Reads tables, columns, keys, comments and statistics of a database in four queries. */
export async function readCatalog(connection: MysqlConnection, database: string): Promise<Catalog> {
  const rowsOf = async <T>(schema: z.ZodType<T>, sql: string): Promise<readonly T[]> =>
    z.array(schema).parse((await ask(connection, sql, [database])).rows);
  const tables = await rowsOf(TableRow, tablesSql);
  const columns = Map.groupBy(await rowsOf(ColumnRow, columnsSql), ([table]) => table);
  const keys = Map.groupBy(await rowsOf(KeyRow, keysSql), ([table]) => table);
  const foreignKeys = Map.groupBy(await rowsOf(ForeignKeyRow, foreignKeysSql), ([table]) => table);
  return {
    defaultSchema: database,
    tables: tables.map(([name, kind, engine, rows, bytes, comment]): CatalogTable => {
      const isView = kind.includes('VIEW');
      const unique = uniqueKeys(keys.get(name) ?? []);
      return {
        object: { schema: database, name },
        kind: isView ? 'view' : 'table',
        columns: (columns.get(name) ?? []).map(toColumn),
        primaryKey: unique.find((one) => one.name === 'PRIMARY')?.columns ?? [],
        uniqueKeys: unique.filter((one) => one.name !== 'PRIMARY').map((one) => one.columns),
        foreignKeys: toForeignKeys(foreignKeys.get(name) ?? []),
        ...(isView || comment === null || comment === '' ? {} : { comment }),
        ...(engine === null ? {} : { engine }),
        estimatedRows: isView || rows === null ? null : Number(rows),
        estimatedBytes: isView || bytes === null ? null : Number(bytes),
      };
    }),
  };
}

function toColumn(row: z.infer<typeof ColumnRow>): CatalogColumn {
  const [, name, native, isNullable, fallback, extra, comment] = row;
  const isGenerated = /\bGENERATED\b/.test(extra ?? '') && !/DEFAULT_GENERATED/.test(extra ?? '');
  // MariaDB writes the default NULL as a word.
  const hasDefault = fallback !== null && fallback !== 'NULL';
  return {
    name,
    type: logicalType(native),
    nullable: isNullable === 'YES',
    nativeType: isGenerated ? `${native}${generatedMark}` : native,
    hasDefault: hasDefault || isGenerated || /auto_increment/.test(extra ?? ''),
    ...(comment === null || comment === '' ? {} : { comment }),
  };
}

function uniqueKeys(
  rows: readonly z.infer<typeof KeyRow>[],
): readonly { readonly name: string; readonly columns: readonly string[] }[] {
  return [...Map.groupBy(rows, ([, index]) => index)].flatMap(([name, parts]) => {
    const columns = parts.flatMap(([, , column, part]) =>
      column === null || part !== null ? [] : [column],
    );
    return columns.length === parts.length ? [{ name, columns }] : [];
  });
}

function toForeignKeys(rows: readonly z.infer<typeof ForeignKeyRow>[]): readonly ForeignKey[] {
  return [...Map.groupBy(rows, ([, name]) => name).values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    return [
      {
        columns: parts.map(([, , column]) => column),
        references: { schema: first[3], name: first[4] },
        referencedColumns: parts.map((part) => part[5]),
      },
    ];
  });
}
