import type { TableMention } from '../form.ts';
import { gainOf, type Item } from '../items/item.ts';
import { isOfPeople } from '../people-tables.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import { statesAt } from '../states/state-items.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import type { RoleTable } from './role-tables.ts';

/**
 * "Who signed off the most hours?", where a key to people is filled when that was done: those whom the key leads to, and
 * not those whose rows they are.
 */
export function actorItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  if (!asksWho(words, at)) return [];
  return statesAt(words, at, index.states).flatMap(({ test, length }): readonly Item[] => {
    if (test.kind !== 'null' || !test.negated) return [];
    const alternatives = test.left.alternatives.flatMap(({ what, score }) =>
      index.roles.tables
        .filter((role) => isOfPeople(role.base) && leadsThere(role, what))
        .map((role) => ({ what: role.table, score, base: role.base })),
    );
    const [best] = alternatives;
    if (best === undefined) return [];
    const table: TableMention = {
      kind: 'table',
      alternatives: alternatives.map(({ what, score }) => ({ what, score })),
      words: test.left.words,
      at,
      verbOf: best.base,
    };
    const gain = gainOf(length, weights.parse.value * weights.kind.flag);
    return [{ kind: 'table', table, start: at, end: at + length, gain }];
  });
}

function asksWho(words: readonly Word[], at: number): boolean {
  const [first, second] = [words[at - 2]?.lower, words[at - 1]?.lower ?? ''];
  return second === 'who' || (first === 'who' && /^(?:has|have|had|s|'s)$/u.test(second));
}

function leadsThere({ edges }: RoleTable, { table, column }: Field): boolean {
  return edges.some(
    ({ many, columns }) => many === table && columns.length === 1 && columns[0] === column.name,
  );
}
