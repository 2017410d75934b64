import type { CatalogTable } from '@ai-etl/core';
import { unknownFacts } from '../../profile/profiler.ts';
import { requireSameColumns } from '../../profile/same-columns.ts';
import type { DuckConnection, StatementOptions } from '../duck-connection.ts';
import type { DuckdbFacts } from './draw-rows.ts';

export interface ViewToKnow {
  /** The view in SQL. */
  readonly from: string;
  readonly table: CatalogTable;
  /** Whether counting its rows is quick. */
  readonly isCounted: boolean;
  readonly sizeBytes: number | null;
  /** RFC 3339. */
  readonly lastWrittenAt: string | null;
}

/** What is known of a view over what is no database: its rows, where they are quickly counted. */
export async function readViewFacts(
  connection: DuckConnection,
  { from, table, isCounted, sizeBytes, lastWrittenAt }: ViewToKnow,
  options: StatementOptions,
): Promise<DuckdbFacts> {
  const columns = await connection.describe(`SELECT * FROM ${from}`, options);
  requireSameColumns(
    table,
    columns.map((one) => one.name),
  );
  const [counted] = isCounted
    ? await connection.rows(`SELECT count(*)::VARCHAR FROM ${from}`, options)
    : [];
  const rows = counted?.[0] ?? null;
  return {
    ...unknownFacts,
    rows: rows === null ? null : Number(rows),
    rowsExact: rows !== null,
    sizeBytes,
    lastWrittenAt,
    lastRow: null,
  };
}
