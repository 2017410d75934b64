import type { CatalogTable } from '@ai-etl/core';
import { namingColumns } from '../naming.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import { isOfPeople } from '../people-tables.ts';
import { isDoer } from '../roles/doer-nouns.ts';
import { isDoneBy } from '../roles/relation-items.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import { isAkin } from '../word-likeness.ts';

/**
 * Columns that say who did something to the rows of a table: those of the name of the one to whom a key called by
 * the verb leads, a text called so, else the name of the one person that each row belongs to. Empty for none.
 */
export function doersOf(
  table: CatalogTable,
  verb: string,
  { roles, edges }: SchemaIndex,
): readonly Field[] {
  const keys = roles.tables.filter(({ edges: own }) => own.some(({ many }) => many === table));
  const role = keys.find((one) => isDoneBy(verb, one));
  if (role !== undefined) return named(role.table);
  const text = table.columns.find(
    (column) =>
      column.type.kind === 'text' &&
      partsOf(column.name)
        .filter((part) => part !== 'name')
        .slice(-1)
        .some((part) => isDoer(part, verb) || isAkinDoer(part, verb)),
  );
  if (text !== undefined) return [{ table, column: text }];
  const owners = new Set(
    edges.filter(({ many, one }) => many === table && one !== table).map(({ one }) => one),
  );
  const doing = [...owners].find((one) =>
    tableParts(roles.roleOf(one)?.base.object.name ?? one.object.name).some((part) =>
      isDoer(part, verb),
    ),
  );
  const people = [...owners].filter((one) => isOfPeople(roles.roleOf(one)?.base ?? one));
  const only = doing ?? (people.length === 1 ? people[0] : undefined);
  return only === undefined ? [] : named(only);
}

/** "organized by" and `organised_by`: a column called by the verb itself. */
function isAkinDoer(part: string, verb: string): boolean {
  return /(?:ed|er|or)$/u.test(part) && isAkin(verb, part);
}

function named(table: CatalogTable): readonly Field[] {
  return namingColumns(table).map((column) => ({ table, column }));
}
