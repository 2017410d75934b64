import { spokenSpans, yesNoWords, type KnownValue, type ValueLookup } from '@ai-etl/planner';
import { wordsOfValue, type CatalogIndex, type Scope } from '@ai-etl/store';

/**
 * What workers have kept of everything that a question says and that may be a value, and of columns that
 * say no more than yes and no: no system is asked. Personal data is never among them.
 */
export async function findKeptValues(
  index: Pick<CatalogIndex, 'findValues' | 'findValuesOfOnly'>,
  scope: Scope,
  { connectionId, question }: { readonly connectionId: string; readonly question: string },
): Promise<readonly KnownValue[]> {
  const [said, flags] = await Promise.all([
    index.findValues(scope, connectionId, spokenSpans(question)),
    index.findValuesOfOnly(scope, connectionId, yesNoWords),
  ]);
  return [...said, ...flags].map(({ schema, table, column, value, words }) => ({
    schema,
    table,
    column,
    value,
    words,
  }));
}

/** Those that are still to be looked up in the data. */
export function stillUnknown(
  lookups: readonly ValueLookup[],
  found: readonly KnownValue[],
): readonly ValueLookup[] {
  const known = new Set(found.map(({ words }) => words));
  return lookups.filter(({ words }) => !known.has(wordsOfValue(words)));
}
