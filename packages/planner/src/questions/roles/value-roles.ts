import type { CatalogTable } from '@ai-etl/core';
import { weights } from '../weights.ts';
import { spellingOf } from '../held-values.ts';
import { namingColumns } from '../naming.ts';
import type { HeldValue, Named, SchemaIndex } from '../schema-index.ts';
import type { RoleTable } from './role-tables.ts';

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

/** The value by which rows of a role's own table are called as the role is: "Buyer" of the jobs of those who buy. */
export function valueOfRole(
  { base, parts }: RoleTable,
  { valuesSpelled }: Pick<SchemaIndex, 'valuesSpelled'>,
): HeldValue | null {
  const [only, ...more] = valuesSpelled(parts.join(' ')).filter(
    ({ field }) => field.table === base && !namingColumns(base).includes(field.column),
  );
  return only === undefined || more.length > 0 ? null : only;
}
