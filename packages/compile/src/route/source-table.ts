import {
  findTable,
  type CatalogTable,
  type PathSize,
  type ResolveEnvironment,
  type Resolution,
  type Schema,
  type Source,
} from '@ai-etl/core';

/** What estimates are made from. */
export interface EstimateContext {
  readonly resolution: Resolution;
  readonly environment: ResolveEnvironment;
}

/** What is known of the table or the files that a source reads. */
export interface SourceTable extends Pick<
  CatalogTable,
  'primaryKey' | 'uniqueKeys' | 'estimatedRows' | 'estimatedBytes'
> {
  readonly columns: Schema;
  /** False for statistics and samples. */
  readonly areRowsExact: boolean;
  /** Of a row as text, on average; null where it is not known. */
  readonly rowBytes: number | null;
}

/** The table a source reads, as the catalog has it, or its files, as they were measured. */
export function tableOf(
  source: Source,
  { environment }: Pick<EstimateContext, 'environment'>,
): SourceTable | undefined {
  if (source.path !== undefined) return filesOf(source.id, environment);
  const catalog = environment.connections.get(source.connection)?.catalog;
  if (source.object === undefined || catalog === undefined) return undefined;
  const table = findTable(catalog, source.object);
  if (table === undefined) return undefined;
  return {
    ...table,
    areRowsExact: false,
    rowBytes: average(table.estimatedBytes, table.estimatedRows),
  };
}

/** Bytes that files hold for a reader: unpacked, where that is known. */
export function contentBytesOf({ contentBytes, storedBytes }: PathSize): number {
  return contentBytes ?? storedBytes;
}

function filesOf(
  id: string,
  { pathSizes, querySchemas }: ResolveEnvironment,
): SourceTable | undefined {
  const size = pathSizes?.get(id);
  if (size === undefined) return undefined;
  return {
    columns: querySchemas.get(id) ?? [],
    primaryKey: [],
    uniqueKeys: [],
    estimatedRows: size.rows,
    areRowsExact: size.rows !== null && size.areRowsExact,
    estimatedBytes: contentBytesOf(size),
    // Parquet and workbooks pack their columns: their bytes say little of the texts in them.
    rowBytes: average(size.contentBytes, size.rows),
  };
}

function average(bytes: number | null, rows: number | null): number | null {
  return bytes === null || rows === null || rows <= 0 ? null : bytes / rows;
}
