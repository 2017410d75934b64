import type { DuckConnection, StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import type { FoundFile } from '../find-files.ts';
import { pathList } from '../raw-relation.ts';

/** Rows of Parquet files by their paths, as their footers state them. */
export async function parquetRows(
  connection: DuckConnection,
  files: readonly FoundFile[],
  options: StatementOptions,
): Promise<ReadonlyMap<string, number>> {
  const rows = await connection.rows(
    `SELECT file_name, num_rows::VARCHAR FROM parquet_file_metadata(${pathList(files)})`,
    options,
  );
  return new Map(rows.map(([path, count]) => [path ?? '', Number(count)]));
}
