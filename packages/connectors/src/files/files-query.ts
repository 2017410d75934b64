import { AiEtlError } from '@ai-etl/core';
import { findTypes, typedColumn } from '../kit/duckdb/columns/typed-columns.ts';
import type { TextType } from '../kit/duckdb/columns/text-type.ts';
import type {
  DuckConnection,
  NativeColumn,
  StatementOptions,
} from '../kit/duckdb/duck-connection.ts';
import { quoteName } from '../kit/duckdb/quote.ts';
import { requireShortRows } from './csv/short-rows.ts';
import type { FoundFile } from './find-files.ts';
import { requireWholePack } from './packed-file.ts';
import { jsonFilesRelation } from './json-files.ts';
import { fileColumn } from './kept-name.ts';
import { csvRelation, parquetRelation } from './raw-relation.ts';
import type { Folder } from './settings.ts';

/** A column as it stands in files of text, and the type that was found for it. */
export interface FoundColumn {
  readonly column: NativeColumn;
  readonly type: TextType | undefined;
}

/** A query of files, and its columns whose types were found by looking at some of their rows. */
export interface FilesQuery {
  readonly sql: string;
  readonly columns: readonly FoundColumn[];
  /** Of text, unpacked: known from having it read to its end where it was packed; null for formats that are none. */
  readonly contentBytes: number | null;
  /** null: not counted. */
  readonly rows: number | null;
}

/** What somebody can do about a value of another type. */
export const cure = 'Cast or correct it in the file';

/** The query of what files other than workbooks hold, each column in its type. Throws VALUE_REJECTED. */
export async function filesQuery(
  connection: DuckConnection,
  { files, folder }: { readonly files: readonly FoundFile[]; readonly folder: Folder },
  options: StatementOptions,
): Promise<FilesQuery> {
  const [first] = files;
  requireOnePacking(files);
  if (first?.format.kind === 'parquet') {
    return { sql: parquetRelation(files), columns: [], contentBytes: null, rows: null };
  }
  let contentBytes = 0;
  for (const file of files) {
    contentBytes +=
      file.format.kind === 'csv'
        ? await requireShortRows(file, folder, options.signal)
        : await requireWholePack(file, options.signal);
  }
  const raw = await textRelation(connection, { files, folder }, options);
  const described = await connection.describe(raw, options);
  const columns = described.filter(({ name }) => name !== fileColumn);
  const types = await findTypes(connection, { raw, columns }, options);
  const place = { place: quoteName(fileColumn), cure };
  const found = columns.map((column, index) => ({ column, type: types[index] }));
  const items = found.map(
    ({ column, type }) => `${typedColumn(column, type, place)} AS ${quoteName(column.name)}`,
  );
  const sql = `SELECT ${items.join(', ')} FROM (${raw}) AS r`;
  return { sql, columns: found, contentBytes, rows: null };
}

/** A query of the rows of CSV or JSON files as they stand there, and of the file of each. */
export async function textRelation(
  connection: DuckConnection,
  { files, folder }: { readonly files: readonly FoundFile[]; readonly folder: Folder },
  options: StatementOptions,
): Promise<string> {
  return files[0]?.format.kind === 'csv'
    ? csvRelation(files, folder)
    : jsonFilesRelation(connection, { files, folder }, options);
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
