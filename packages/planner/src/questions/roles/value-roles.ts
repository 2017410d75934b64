import type { CatalogTable } from '@ai-etl/core';
import { weights } from '../weights.ts';
import { spellingOf } from '../held-values.ts';
import type { Named, SchemaIndex } from '../schema-index.ts';

/** "support agent": a value of the table whose rows are agents of something else. */
export function rolesOfValues(
  lemmas: readonly string[],
  said: string,
  index: SchemaIndex,
): readonly Named<CatalogTable>[] {
  const last = lemmas.at(-1);
  if (lemmas.length < 2 || last === undefined) return [];
  const held = index.valuesSpelled(spellingOf(said));
  return index.roles.tables
    .filter(
      ({ base, parts }) => parts.at(-1) === last && held.some(({ field }) => field.table === base),
    )
    .map(({ table }) => ({ what: table, score: weights.link.key }));
}
