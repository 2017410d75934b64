import { z } from 'zod';
import { AiEtlError, describeObject, type CatalogTable, type ProfiledIndex } from '@ai-etl/core';
import type { DuckConnection, StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import type { DuckdbFacts } from '../../kit/duckdb/profile/draw-rows.ts';
import { quoteObject, quoteText } from '../../kit/duckdb/quote.ts';
import { unknownFacts } from '../../kit/profile/profiler.ts';
import { requireSameColumns } from '../../kit/profile/same-columns.ts';
import { defaultSchema } from '../catalog.ts';

const Columns = z.array(z.string());
const Indexes = z.array(z.object({ parts: z.array(z.string()), unique: z.boolean() }));

/** What DuckDB's own books say about a table; counting its rows reads none. Throws OBJECT_NOT_FOUND. */
export async function readFacts(
  connection: DuckConnection,
  table: CatalogTable,
  options: StatementOptions,
): Promise<DuckdbFacts> {
  const { schema = defaultSchema, name } = table.object;
  const at = (column: string): string =>
    `database_name = current_database() AND schema_name = ${quoteText(schema)} AND ${column} = ${quoteText(name)}`;
  const one = async (sql: string): Promise<readonly (string | null)[]> =>
    (await connection.rows(sql, options))[0] ?? [];
  const [names] = await one(
    `SELECT to_json(list(column_name ORDER BY column_index))::VARCHAR FROM duckdb_columns() WHERE ${at('table_name')}`,
  );
  if (names === null || names === undefined) {
    throw new AiEtlError(
      'OBJECT_NOT_FOUND',
      `There is no table ${describeObject(table.object)} any more.`,
    );
  }
  requireSameColumns(table, Columns.parse(JSON.parse(names)));
  const from = quoteObject({ schema, name });
  const isTable = table.kind === 'table';
  const [rows = null, lastRow = null] = isTable
    ? await one(`SELECT count(*)::VARCHAR, max(rowid)::VARCHAR FROM ${from}`)
    : [];
  const [indexes = null] = await one(
    `SELECT to_json(list({parts: CAST(expressions AS VARCHAR[]), "unique": is_unique} ORDER BY index_oid))::VARCHAR FROM duckdb_indexes() WHERE ${at('table_name')}`,
  );
  return {
    ...unknownFacts,
    rows: rows === null ? null : Number(rows),
    rowsExact: rows !== null,
    // That function does not take the quotes of a name apart.
    sizeBytes: isTable && !from.includes('""') ? await storedBytes(one, from) : null,
    indexes: [...keysOf(table), ...Indexes.parse(JSON.parse(indexes ?? '[]')).map(indexOf(table))],
    // No ranges by index: zone maps hold least and greatest of row groups, but no statement answers from them alone.
    lastRow: lastRow === null ? null : BigInt(lastRow),
  };
}

/** Blocks of the file that hold some of the table; null when rows are not in the file yet. */
async function storedBytes(
  one: (sql: string) => Promise<readonly (string | null)[]>,
  from: string,
): Promise<number | null> {
  const [bytes = null] = await one(
    `SELECT (CASE WHEN bool_and(persistent) THEN count(DISTINCT block_id) FILTER (WHERE block_id >= 0) * (SELECT any_value(block_size) FROM pragma_database_size()) END)::VARCHAR FROM pragma_storage_info(${quoteText(from)})`,
  );
  return bytes === null ? null : Number(bytes);
}

/** Keys have an index each. */
function keysOf({ primaryKey, uniqueKeys }: CatalogTable): readonly ProfiledIndex[] {
  const keys = primaryKey.length === 0 ? uniqueKeys : [primaryKey, ...uniqueKeys];
  return keys.map((columns) => ({ columns, unique: true, partial: false }));
}

/** Columns are names, quoted where they must be; expressions stand in parentheses. */
function indexOf({ columns }: CatalogTable) {
  const known = new Set(columns.map((column) => column.name));
  return ({ parts, unique }: z.infer<typeof Indexes>[number]): ProfiledIndex => {
    const names = parts.map((part) =>
      part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
    );
    return {
      columns: names.map((name) => (known.has(name) ? name : null)),
      unique,
      partial: false,
    };
  };
}
