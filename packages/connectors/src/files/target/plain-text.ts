import type { Column } from '@ai-etl/core';
import { wireText } from '../../kit/duckdb/wire.ts';

/** Staged rows hold the types they travelled in, so policies of fidelity are over by then. */
export const strict = {
  unbounded_decimal: 'fail',
  not_a_number: 'fail',
  date_range: 'fail',
} as const;

/**
 * The text of a column of `q` in a file: the wire's, with `true` and `false` written out and a `Z` after an
 * instant, so that readers know its zone.
 */
export function plainText(column: Column): string {
  const text = wireText({ column, native: undefined, fidelity: strict });
  switch (column.type.kind) {
    case 'bool':
      return `CASE ${text} WHEN 't' THEN 'true' WHEN 'f' THEN 'false' END`;
    case 'timestamptz':
      // Neither `infinity` nor `0044-03-15 10:00:00 BC` has a spelling with a zone.
      return `regexp_replace(${text}, '(\\d)$', '\\1Z')`;
    default:
      return text;
  }
}
