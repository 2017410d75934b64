import type { KnownValue, ValueLookup } from '@ai-etl/planner';
import { wordsOfValue, type CatalogIndex, type Scope } from '@ai-etl/store';

/**
 * What workers have kept of the words that may be values: no system is asked. Only values of the
 * columns that a word may belong to; personal data is never among them.
 */
export async function findKeptValues(
  index: Pick<CatalogIndex, 'findValues'>,
  scope: Scope,
  {
    connectionId,
    lookups,
  }: { readonly connectionId: string; readonly lookups: readonly ValueLookup[] },
): Promise<readonly KnownValue[]> {
  const columnsOf = new Map<string, Set<string>>();
  for (const { words, columns } of lookups) {
    const said = wordsOfValue(words);
    const known = columnsOf.get(said) ?? new Set();
    for (const column of columns) known.add(keyOf(column));
    columnsOf.set(said, known);
  }
  const found = await index.findValues(scope, connectionId, [...columnsOf.keys()]);
  return found
    .filter((one) => columnsOf.get(one.words)?.has(keyOf(one)) === true)
    .map(({ schema, table, column, value, words }) => ({ schema, table, column, value, words }));
}

/** Those that are still to be looked up in the data. */
export function stillUnknown(
  lookups: readonly ValueLookup[],
  found: readonly KnownValue[],
): readonly ValueLookup[] {
  const known = new Set(found.map(({ words }) => words));
  return lookups.filter(({ words }) => !known.has(wordsOfValue(words)));
}

function keyOf({ schema, table, column }: Pick<KnownValue, 'schema' | 'table' | 'column'>): string {
  return JSON.stringify([schema, table, column]);
}
