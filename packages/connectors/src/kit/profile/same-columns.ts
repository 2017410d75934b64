import { AiEtlError, describeObject, type CatalogTable } from '@ai-etl/core';

/** Throws OBJECT_NOT_FOUND when the table has other columns by now than the catalog that was asked with. */
export function requireSameColumns(table: CatalogTable, live: readonly string[]): void {
  const known = table.columns.map((one) => one.name);
  if (known.length === live.length && known.every((name, index) => name === live[index])) return;
  throw new AiEtlError(
    'OBJECT_NOT_FOUND',
    `The columns of ${describeObject(table.object)} have changed. Read the catalog again.`,
  );
}
