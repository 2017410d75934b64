import { AiEtlError, didYouMean, type CatalogTable } from '@ai-etl/core';

/**
 * The columns of the query string: given once per column, or joined by commas. A name that holds a
 * comma is taken as it is when the table has it. Throws VALIDATION_ERROR for unknown names.
 */
export function askedColumns(
  table: CatalogTable,
  given: string | readonly string[] | undefined,
): readonly string[] | null {
  if (given === undefined) return null;
  const known = table.columns.map((one) => one.name);
  const parts = typeof given === 'string' ? [given] : given;
  const names = parts.flatMap((part) =>
    known.includes(part) ? [part] : part.split(',').map((name) => name.trim()),
  );
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return [...new Set(names)];
  throw new AiEtlError('VALIDATION_ERROR', 'The table does not have these columns: see columns.', {
    details: unknown.map((name) => ({
      field: 'columns',
      error: `unknown column "${name}"${near(name, known)}`,
    })),
  });
}

function near(name: string, known: readonly string[]): string {
  const hint = didYouMean(name, known);
  return hint === undefined ? '' : `: ${hint}`;
}
