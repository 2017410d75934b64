import { AiEtlError } from '@ai-etl/core';
import type {
  DuckConnection,
  NativeColumn,
  StatementOptions,
} from '../kit/duckdb/duck-connection.ts';
import { quoteName, quoteText } from '../kit/duckdb/quote.ts';
import { jsonText, jsonTypes } from './columns/json-type.ts';
import { complaint, textTypes, typedText, type TextType } from './columns/text-type.ts';
import type { FoundFile } from './find-files.ts';
import { csvRelation, fileColumn, jsonRelation, parquetRelation } from './raw-relation.ts';
import type { Folder } from './settings.ts';

/** Rows in which types are found. */
const sampleRows = 100_000;

/** The query of what files hold, each column in its type. Throws VALUE_REJECTED. */
export async function filesQuery(
  connection: DuckConnection,
  { files, folder }: { readonly files: readonly FoundFile[]; readonly folder: Folder },
  options: StatementOptions,
): Promise<string> {
  const [first] = files;
  requireOnePacking(files);
  if (first?.format.kind === 'parquet') return parquetRelation(files);
  const raw =
    first?.format.kind === 'csv'
      ? await csvRelation(files, folder)
      : await jsonFilesRelation(connection, { files, folder }, options);
  const described = await connection.describe(raw, options);
  const columns = described.filter(({ name }) => name !== fileColumn);
  const types = await findTypes(connection, { raw, columns }, options);
  const items = columns.map(
    (column, index) => `${columnValue(column, types[index])} AS ${quoteName(column.name)}`,
  );
  return `SELECT ${items.join(', ')} FROM (${raw}) AS r`;
}

async function jsonFilesRelation(
  connection: DuckConnection,
  { files, folder }: { readonly files: readonly FoundFile[]; readonly folder: Folder },
  options: StatementOptions,
): Promise<string> {
  const found = await connection.describe(jsonRelation(files, folder), options);
  const columns = found.filter(({ native }) => native === 'JSON').map(({ name }) => name);
  return jsonRelation(files, folder, columns);
}

/** The first candidate of each column that all of its first values are; undefined where none is. */
async function findTypes(
  connection: DuckConnection,
  { raw, columns }: { readonly raw: string; readonly columns: readonly NativeColumn[] },
  options: StatementOptions,
): Promise<readonly (TextType | undefined)[]> {
  // NULL where a column has no value at all.
  const tests = columns.map((column) => {
    const value = sourceValue(column);
    const all = candidatesOf(column).map(
      (type) => `coalesce(bool_and(${type.matches(value)}) FILTER (${value} IS NOT NULL), false)`,
    );
    return `list_position([${all.join(', ')}], true)::VARCHAR`;
  });
  const sample = `SELECT * FROM (${raw}) AS r LIMIT ${sampleRows}`;
  const query = `SELECT ${tests.join(', ')} FROM (${sample}) AS s`;
  const [row = []] = await connection.rows(query, options);
  return columns.map((column, index) => {
    const position = Number(row[index] ?? 0);
    return candidatesOf(column)[position - 1];
  });
}

function candidatesOf({ native }: NativeColumn): readonly TextType[] {
  return native === 'JSON' ? jsonTypes : textTypes;
}

/** JSON's null is NULL. */
function sourceValue({ name, native }: NativeColumn): string {
  const value = quoteName(name);
  return native === 'JSON' ? `nullif(${value}::VARCHAR, 'null')::JSON` : value;
}

function columnValue(column: NativeColumn, type: TextType | undefined): string {
  const value = sourceValue(column);
  if (type === undefined) return value;
  const place = complaint(quoteName(fileColumn), column.name, type.native);
  if (column.native !== 'JSON') return typedText(value, { type, place });
  return `CASE WHEN ${value} IS NULL THEN NULL WHEN ${type.matches(value)} THEN CAST(${jsonText(value)} AS ${type.native}) ELSE error(${place}) END`;
}

/** One scan unpacks in one way. */
function requireOnePacking(files: readonly FoundFile[]): void {
  const [first] = files;
  if (first?.format.kind === 'csv') return;
  const other = files.find(({ format }) => format.compression !== first?.format.compression);
  if (other === undefined) return;
  throw new AiEtlError(
    'VALUE_REJECTED',
    `${first?.name} and ${other.name} are not packed alike. Give each its own path.`,
  );
}

/** The view whose name is the path. */
export function viewStatement(path: string, query: string): string {
  return `CREATE OR REPLACE VIEW ${quoteName(path)} AS ${query}`;
}

/** For tables of SQL: what json_serialize_sql says of a query. */
export function parseStatement(sql: string): string {
  return `SELECT json_serialize_sql(${quoteText(sql)})::VARCHAR`;
}
