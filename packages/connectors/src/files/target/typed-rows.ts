import type { PlannedColumn } from '@ai-etl/core';
import { raise } from '../../kit/duckdb/conform.ts';
import { decoded } from '../../kit/duckdb/decode.ts';
import { quoteName } from '../../kit/duckdb/quote.ts';

/** Rows of `from`, wire fields `c0`, `c1`, …, in their types. A NULL where none may be is an error. */
export function typedRows(columns: readonly PlannedColumn[], from: string): string {
  const items = columns.map(({ source, nullable }, index) => {
    const value = decoded(`c${index}`, source.type);
    const complaint = `column ${source.name} has a NULL, though it may have none`;
    const checked = nullable
      ? value
      : `CASE WHEN c${index} IS NULL THEN ${raise(complaint)} ELSE ${value} END`;
    return `${checked} AS ${quoteName(source.name)}`;
  });
  return `SELECT ${items.join(', ')} FROM ${from}`;
}
