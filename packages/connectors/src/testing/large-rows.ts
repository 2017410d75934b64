import type { Schema } from '@ai-etl/core';

/** Columns of `largeRows`. */
export const largeColumns: Schema = [
  { name: 'n', type: { kind: 'int64' }, nullable: false },
  { name: 'text', type: { kind: 'text' }, nullable: false },
];

/** Wire rows that make a CSV file of so many MB. */
export function largeRows(megabytes: number): string {
  const filler = 'x'.repeat(100_000);
  return Array.from({ length: megabytes * 10 }, (_, row) => `${row}\t${filler}\n`).join('');
}
