import { quoteName, quoteText } from '../kit/duckdb/quote.ts';
import { bufferBytes } from './csv/buffers.ts';
import { readCsvHeader, type CsvHeader } from './csv/header.ts';
import type { FoundFile } from './find-files.ts';
import { fileColumn } from './kept-name.ts';
import { partitionNames, requireNewNames } from './partitions.ts';
import type { Folder } from './settings.ts';

/** Headers that are read at the same time. */
const atOnce = 32;

/**
 * A query of the rows of CSV files, every column text. Nothing is guessed by DuckDB, whose sniffer takes
 * ragged rows for a preamble and drops them. Files with the same header are one scan.
 */
export async function csvRelation(files: readonly FoundFile[], folder: Folder): Promise<string> {
  const groups = new Map<string, { header: CsvHeader; files: FoundFile[] }>();
  for (let at = 0; at < files.length; at += atOnce) {
    const some = files.slice(at, at + atOnce);
    const headers = await Promise.all(some.map((file) => readCsvHeader(file, folder)));
    for (const [index, file] of some.entries()) {
      const header = headers[index];
      if (header === undefined) continue;
      const key = JSON.stringify([header, file.format.compression]);
      const group = groups.get(key) ?? { header, files: [] };
      group.files.push(file);
      groups.set(key, group);
    }
  }
  const scans = Array.from(groups.values(), ({ header, files: some }) =>
    csvScan(header, some, folder),
  );
  return scans.join(' UNION ALL BY NAME ');
}

/** A query of the keys of JSON files, each a column; DuckDB reads them all to find out. */
export function jsonKeysRelation(files: readonly FoundFile[]): string {
  return `SELECT * FROM read_json(${pathList(files)}, maximum_depth = 1, sample_size = -1, union_by_name = true, hive_partitioning = false)`;
}

/** A query that says of each name whether an object of JSON files has a key of it. */
export function jsonHasKeys(files: readonly FoundFile[], names: readonly string[]): string {
  const items = names.map(
    (name) =>
      `coalesce(bool_or(list_contains(json_keys(json), ${quoteText(name)})), false)::VARCHAR`,
  );
  return `SELECT ${items.join(', ')} FROM read_json_objects(${pathList(files)}, hive_partitioning = false)`;
}

/** A query of the rows of JSON files: these keys, and what their paths say. */
export function jsonRelation(
  files: readonly FoundFile[],
  { root }: Folder,
  columns: readonly string[],
): string {
  const known = columns.map((name) => `${quoteText(name)}: 'JSON'`).join(', ');
  const parts = partitionNames(files);
  requireNewNames(files, columns);
  const scan = `read_json(${pathList(files)}, columns = {${known}}${hive(parts)})`;
  const names = [...columns, ...parts];
  return `SELECT ${names.map(quoteName).join(', ')}, ${fileName(root, columns)} AS ${quoteName(fileColumn)} FROM ${scan}`;
}

/** A query of the rows of Parquet files, with their own types. */
export function parquetRelation(files: readonly FoundFile[]): string {
  return `SELECT * FROM read_parquet(${pathList(files)}, union_by_name = true${hive(partitionNames(files))})`;
}

function csvScan(header: CsvHeader, files: readonly FoundFile[], folder: Folder): string {
  const { names, delimiter } = header;
  const columns = names.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ');
  const parts = partitionNames(files);
  requireNewNames(files, names);
  const items = [
    ...names.map((name, index) => `c${index} AS ${quoteName(name)}`),
    ...parts.map(quoteName),
    `${fileName(folder.root, [])} AS ${quoteName(fileColumn)}`,
  ];
  const encoding = folder.encoding === 'latin-1' ? ", encoding = 'latin-1'" : '';
  return `SELECT ${items.join(', ')} FROM read_csv(${pathList(files)}, auto_detect = false, columns = {${columns}}, delim = ${quoteText(delimiter)}, quote = '"', escape = '"', comment = '', nullstr = '', allow_quoted_nulls = false, header = ${folder.hasHeader}, null_padding = false, strict_mode = true, max_line_size = ${folder.longestRowBytes}, buffer_size = ${bufferBytes(files, folder)}, compression = ${quoteText(packing(files))}${encoding}${hive(parts)})`;
}

/** Below the root, as SQL. A column of the data would hide DuckDB's own of that name. */
function fileName(root: string, columns: readonly string[]): string {
  const isHidden = columns.some((name) => name.toLowerCase() === 'filename');
  return isHidden ? `'a file'` : `substr(filename, ${root.length + 2})`;
}

function hive(parts: readonly string[]): string {
  return parts.length === 0
    ? ', hive_partitioning = false'
    : ', hive_partitioning = true, hive_types_autocast = false';
}

function packing(files: readonly FoundFile[]): string {
  return files[0]?.format.compression ?? 'none';
}

/** Paths as a list in SQL. */
export function pathList(files: readonly FoundFile[]): string {
  return `[${files.map(({ path }) => literalPath(path)).join(', ')}]`;
}

/** A path as SQL, which DuckDB does not take for a glob. */
export function literalPath(path: string): string {
  return quoteText(path.replaceAll(/[[*?]/g, '[$&]'));
}
