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
  const wanted = new Set(lookups.map(({ words }) => wordsOfValue(words)));
  const columns = new Set(lookups.flatMap((one) => one.columns.map(keyOf)));
  const found = await index.findValues(scope, connectionId, [...wanted]);
  return found
    .filter((one) => columns.has(keyOf(one)))
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
