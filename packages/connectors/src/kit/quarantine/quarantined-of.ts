import type { Publication } from '@ai-etl/core';
import { quarantineName } from './misfits.ts';

/** What a publication says of rows that it set apart; `rows` as the ledger holds them. Pure. */
export function quarantinedOf(
  rows: string | null,
  schema: string,
): Pick<Publication, 'quarantinedRows' | 'quarantineTable'> {
  if (rows === null) return {};
  return { quarantinedRows: rows, quarantineTable: `${schema}.${quarantineName}` };
}
