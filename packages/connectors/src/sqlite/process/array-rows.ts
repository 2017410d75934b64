import type { SqlValue } from '../values/sql-value.ts';

/** Rows of a statement with setReturnArrays, which node:sqlite types as objects whatever was set. */
export function* arrayRows(rows: Iterable<unknown>): Generator<readonly SqlValue[], void> {
  for (const row of rows) if (isRow(row)) yield row;
}

function isRow(row: unknown): row is readonly SqlValue[] {
  return Array.isArray(row);
}
