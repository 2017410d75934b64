import {
  isInteger,
  type CatalogColumn,
  type CatalogTable,
  type ConnectorSession,
  type DialectName,
  type Sample,
} from '@ai-etl/core';
import { areYesNoNumbers } from '@ai-etl/planner';
import { isMeant, longestKeptValue, type ColumnPattern, type ColumnValues } from '@ai-etl/store';
import { judgeColumn, mostDistinct } from './judge-column.ts';
import { distinctValues, firstRows } from './values-query.ts';

export interface TableToRead {
  readonly table: CatalogTable;
  /** Its name, told. */
  readonly schema: string;
  readonly dialect: DialectName;
  readonly excluded: readonly ColumnPattern[];
  /** Rows looked at first. */
  readonly rows: number;
  /** While this says so, columns are read whole. */
  readonly hasTime: () => boolean;
  readonly signal: AbortSignal;
}

/** One query must not hold up a system, nor all other tables. */
const timeoutMs = 2000;
/** Larger tables are not read whole, unasked. */
const mostRows = 2_000_000;
const mostColumns = 60;

/**
 * Reads the values of a table's text columns: its first rows, and columns that repeat a few values
 * whole; of its integers those that hold 0 and 1 alone. Read-only. Throws what the session throws.
 */
export async function readTableValues(
  session: ConnectorSession,
  task: TableToRead,
): Promise<readonly ColumnValues[]> {
  const { table, schema, dialect, rows, signal } = task;
  const name = table.object.name;
  const wanted = table.columns.filter(
    ({ name: column }) =>
      !task.excluded.some((one) => isMeant(one, { schema, table: name, column })),
  );
  const columns = [
    ...wanted.filter(({ type }) => type.kind === 'text'),
    ...wanted.filter(({ type }) => isInteger(type)),
  ].slice(0, mostColumns);
  if (columns.length === 0) return [];
  const sql = firstRows(table, { columns, dialect, rows: rows + 1 });
  if (sql === null) return [];
  const first = await session.sample({ sql, limit: rows, ...asked, signal });
  const found: ColumnValues[] = [];
  for (const [at, column] of columns.entries()) {
    // Of numbers only what says yes or no tells anything about words.
    if (isInteger(column.type) && !areYesNoNumbers(valuesOf(first, at))) continue;
    const read = await readColumn(session, task, { column, at, first });
    // What the rows behind the first ones hold is not known of others.
    const isFlag = read.complete && areYesNoNumbers(read.values);
    if (!isInteger(column.type) || isFlag) found.push(read);
  }
  return found;
}

const asked = { timeoutMs, longestValue: longestKeptValue + 1 } as const;

async function readColumn(
  session: ConnectorSession,
  { table, schema, dialect, hasTime, signal }: TableToRead,
  {
    column,
    at,
    first,
  }: { readonly column: CatalogColumn; readonly at: number; readonly first: Sample },
): Promise<ColumnValues> {
  const where = { schema, table: table.object.name, column: column.name };
  const known = { name: column.name, table: table.object.name, type: column.type };
  const complete = !first.truncated;
  const sampled = judgeColumn({ ...known, seen: valuesOf(first, at), complete });
  const isWorthwhile =
    !complete && sampled.state === 'read' && (table.estimatedRows ?? Infinity) <= mostRows;
  if (!isWorthwhile || !hasTime()) return { ...where, complete, ...sampled };
  const limit = mostDistinct + 1;
  const sql = distinctValues(table, { column, dialect, rows: limit });
  if (sql === null) return { ...where, complete, ...sampled };
  try {
    const all = await session.sample({ sql, limit, ...asked, signal });
    const judged = judgeColumn({ ...known, seen: valuesOf(all, 0), complete: true });
    return { ...where, complete: judged.state === 'read', ...judged };
  } catch (error) {
    if (signal.aborted) throw error;
    // Too slow to be read whole: what was seen first is kept.
    return { ...where, complete, ...sampled };
  }
}

function valuesOf({ rows }: Sample, at: number): readonly string[] {
  return rows.flatMap((row) => row[at] ?? []);
}
