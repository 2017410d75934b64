import { isOfPeople } from '../people-tables.ts';
import { isMeasure } from '../../query/table-facts.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, spanOf, type Item } from './item.ts';

const units = '(?<unit>hour|day|week|month|year)';
const paid = '(?:pay|wages?|salar(?:y|ies)|earnings?|income|rates?|compensation)';
const phrases: readonly RegExp[] = [
  new RegExp(`^(?<adverb>hourly|daily|weekly|monthly|annual|yearly) ${paid}(?= |$)`, 'u'),
  new RegExp(`^${paid} (?:per|by the|an|a) ${units}(?= |$)`, 'u'),
];
const gained = new RegExp(
  `^(?:makes?|earns?|gets?|(?:is |are )?paid) (?:per|by the|an|a) ${units}(?= |$)`,
  'u',
);
const asking = /(?:what|how much) (?:do |does |did )?(?:they|we|he|she|each|everyone|people) $/u;
const longest = 4;
const mostBefore = 4;
const adverbs: ReadonlyMap<string, string> = new Map([
  ['hourly', 'hour'],
  ['daily', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
  ['annual', 'year'],
  ['yearly', 'year'],
]);
const pays: ReadonlySet<string> = new Set('rate pay wage salary earning income'.split(' '));

/** "hourly pay", "what they make per hour": the column of people that is of an hour, however it calls what they get. */
export function hourlyPayItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const said = spanOf(words, at, longest);
  const before = spanOf(words, Math.max(0, at - mostBefore), Math.min(at, mostBefore));
  const known = asking.test(`${before} `) ? [...phrases, gained] : phrases;
  const found = known.map((one) => one.exec(said)).find((one) => one !== null);
  if (found == null) return [];
  const { unit, adverb = '' } = found.groups ?? {};
  const each = unit ?? adverbs.get(adverb) ?? '';
  const length = found[0].split(' ').length;
  const [called] = index.fieldsNamed(words.slice(at, at + length).map(({ lemma }) => lemma));
  if ((called?.score ?? 0) >= weights.link.sure) return [];
  const alternatives = index.schema.tables
    .filter(isOfPeople)
    .flatMap((table) => table.columns.map((column): Field => ({ table, column })))
    .filter(({ table, column }) => isMeasure(column, table) && isPaidBy(each, column.name))
    .map((what): Named<Field> => ({ what, score: weights.link.generic }));
  if (alternatives.length === 0) return [];
  return [
    {
      kind: 'column',
      column: { kind: 'column', alternatives, words: found[0], at, beside: [] },
      start: at,
      end: at + length,
      gain: gainOf(length, weights.parse.column),
    },
  ];
}

function isPaidBy(unit: string, name: string): boolean {
  const parts = partsOf(name);
  return (
    parts.some((part) => pays.has(part)) &&
    parts.some((part) => part === unit || adverbs.get(part) === unit)
  );
}
