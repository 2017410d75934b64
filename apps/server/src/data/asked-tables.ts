import type { Catalog, CatalogTable } from '@ai-etl/core';

/** The tables that a question is read against when it names none: other schemas may hold copies and leftovers: they count when the words name them, or alone. */
export function spokenTables(
  { tables, defaultSchema }: Catalog,
  question: string,
): readonly CatalogTable[] {
  const words = new Set(question.toLowerCase().split(/[^\p{L}\p{N}_]+/u));
  const spoken = tables.filter(({ object: { schema } }) => {
    const name = schema ?? defaultSchema;
    return name === defaultSchema || words.has(name.toLowerCase());
  });
  return spoken.length > 0 ? spoken : tables;
}
