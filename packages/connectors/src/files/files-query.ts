import { AiEtlError } from '@ai-etl/core';
import { findTypes, typedColumn } from '../kit/duckdb/columns/typed-columns.ts';
import type { DuckConnection, StatementOptions } from '../kit/duckdb/duck-connection.ts';
import { quoteName } from '../kit/duckdb/quote.ts';
import type { FoundFile } from './find-files.ts';
import { requireWholePack } from './packed-file.ts';
import { csvRelation, fileColumn, jsonRelation, parquetRelation } from './raw-relation.ts';
import type { Folder } from './settings.ts';

/** The query of what files other than workbooks hold, each column in its type. Throws VALUE_REJECTED. */
export async function filesQuery(
  connection: DuckConnection,
  { files, folder }: { readonly files: readonly FoundFile[]; readonly folder: Folder },
  options: StatementOptions,
): Promise<string> {
  const [first] = files;
  requireOnePacking(files);
  if (first?.format.kind === 'parquet') return parquetRelation(files);
  for (const file of files) await requireWholePack(file, options.signal);
  const raw =
    first?.format.kind === 'csv'
      ? await csvRelation(files, folder)
      : await jsonFilesRelation(connection, { files, folder }, options);
  const described = await connection.describe(raw, options);
  const columns = described.filter(({ name }) => name !== fileColumn);
  const types = await findTypes(connection, { raw, columns }, options);
  const place = { place: quoteName(fileColumn), cure: 'Cast or correct it in the file' };
  const items = columns.map(
    (column, index) => `${typedColumn(column, types[index], place)} AS ${quoteName(column.name)}`,
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
