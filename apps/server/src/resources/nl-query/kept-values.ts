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
  const spans = spokenSpans(question);
  // "1" and "no" are held by so many columns that they would crowd out everything else.
  const isCommon = (words: string): boolean => yesNoWords.includes(words);
  const [said, common, flags] = await Promise.all([
    index.findValues(
      scope,
      connectionId,
      spans.filter((words) => !isCommon(words)),
    ),
    index.findValues(scope, connectionId, spans.filter(isCommon)),
    index.findValuesOfOnly(scope, connectionId, yesNoWords),
  ]);
  return [...said, ...common, ...flags].map(({ schema, table, column, value, words }) => ({
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
