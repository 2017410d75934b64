import type { KnownValues, Question } from '@ai-etl/planner';
import type { Scope, Store } from '@ai-etl/store';

/** More different values than a pipeline makes columns of. */
const mostValues = 101;
/** Longer texts are no states. */
const longest = 200;

/**
 * Values that workers keep of the columns which open questions are about: never of columns that are
 * personal, excluded or free text. Columns with more than 100, or of which none are kept, are missing.
 */
export async function knownValues(
  { catalogIndex }: Pick<Store, 'catalogIndex'>,
  scope: Scope,
  questions: readonly Question[],
): Promise<readonly KnownValues[]> {
  const places = questions.flatMap((question) => question.valuesOf ?? []);
  const found = await Promise.all(
    places.map(async (place) => {
      const { connectionId, schema, table, column } = place;
      const asked = { schema, table, perColumn: mostValues, longest };
      const kept = await catalogIndex.sampleValues(scope, connectionId, asked);
      const values = kept.filter((one) => one.column === column).map((one) => one.value);
      return { ...place, values };
    }),
  );
  return found.filter(({ values }) => values.length > 0 && values.length < mostValues);
}
