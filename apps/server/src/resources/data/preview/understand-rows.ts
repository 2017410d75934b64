import {
  detectSemanticType,
  type CatalogTable,
  type Sample,
  type SemanticFinding,
} from '@ai-etl/core';

/** What each column of a sample means, by its name and its values there. */
export function understandRows(
  table: CatalogTable,
  columns: readonly string[],
  { rows }: Pick<Sample, 'rows'>,
): ReadonlyMap<string, SemanticFinding> {
  const typeOf = new Map(table.columns.map((one) => [one.name, one.type]));
  const found = new Map<string, SemanticFinding>();
  for (const [place, name] of columns.entries()) {
    const type = typeOf.get(name);
    if (type === undefined) continue;
    const values = rows.flatMap((row) => row[place] ?? []);
    const meaning = detectSemanticType({ name, table: table.object.name, type, values });
    if (meaning !== null) found.set(name, meaning);
  }
  return found;
}
