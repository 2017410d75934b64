import { isOfPeople } from '../people-tables.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

const anyone: ReadonlySet<string> = new Set(
  'person people individual individuals persons'.split(' '),
);
const said: ReadonlySet<string> = new Set('who that whose with having'.split(' '));

/** "the person who": somebody of any table of people, where none is called just so. */
export function personItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const word = words[at];
  if (word === undefined || !anyone.has(word.lower) || !said.has(words[at + 1]?.lower ?? ''))
    return [];
  if ((index.tablesNamed([word.lemma])[0]?.score ?? 0) >= weights.link.sure) return [];
  const people = index.schema.tables.filter(isOfPeople);
  if (people.length === 0) return [];
  const alternatives = people.map((what) => ({ what, score: weights.parse.whoTable }));
  const table = { kind: 'table', alternatives, words: word.lower, at } as const;
  return [
    {
      kind: 'table',
      table,
      start: at,
      end: at + 1,
      gain: gainOf(1, weights.parse.table * weights.link.sure),
    },
  ];
}
