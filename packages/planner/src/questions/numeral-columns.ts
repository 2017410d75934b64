import type { CatalogColumn } from '@ai-etl/core';
import type { SeenValues } from './states/state-index.ts';

/** Where no values are known. */
export const noNumerals: ReadonlySet<CatalogColumn> = new Set();

/** Columns of text whose known values are numbers, all of them. */
export function numeralColumns(seen: readonly SeenValues[]): ReadonlySet<CatalogColumn> {
  const isNumber = (value: string): boolean => /^-?\d+(?:\.\d+)?$/u.test(value.trim());
  return new Set(
    seen.flatMap(({ field: { column }, values }) =>
      column.type.kind === 'text' && [...values].every(isNumber) ? [column] : [],
    ),
  );
}
