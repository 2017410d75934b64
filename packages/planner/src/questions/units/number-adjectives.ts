import { isNumeric } from '@ai-etl/core';
import { russianNumbers } from '../../lexicon/russian/numbers.ts';
import { isCyrillic } from '../../lexicon/russian/stem.ts';
import { isKeyLike } from '../../query/table-facts.ts';
import type { ColumnMention, TableMention } from '../form.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, HeldValue, Named, SchemaIndex } from '../schema-index.ts';
import type { PlacedCondition } from '../states/state-items.ts';
import { weights } from '../weights.ts';
import { isSingular, spelledNumber, type Word } from '../words.ts';
import { columnUnit } from './column-unit.ts';
import { unitOf, type Unit } from './units.ts';

/** A number that stands for an adjective: of stars, of beds. */
interface Adjective {
  readonly value: number;
  /** What there are so many of, in English. */
  readonly noun: string;
  readonly length: number;
}

/** "one-star reviews", "3 bedroom flats", "пятизвёздочные отели": rows whose number is that. */
export function numberAdjectivesAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly PlacedCondition[] {
  const said = hyphenated(words[at]) ?? spaced(words, at, index) ?? russian(words[at]);
  if (said === null) return [];
  const { value, noun, length } = said;
  const beside = rowsNamed(words, at + length, index);
  const unit = unitOf(noun) ?? unitOf(`${noun}s`);
  const alternatives = numbersOf(noun, unit, index);
  if (alternatives.length === 0) return heldAs(said, { at, beside, index });
  const left: ColumnMention = { kind: 'column', alternatives, words: noun, at, beside };
  const right = {
    kind: 'number',
    value,
    text: String(value),
    ...(unit === null ? {} : { unit }),
  } as const;
  const test = { kind: 'compare', left, op: 'eq', right } as const;
  return [{ kind: 'condition', test, sure: weights.state.numbered, length }];
}

/** "5 star hotels", where the number is kept as a text: `star_rating_code`. */
function heldAs(
  { value, noun, length }: Adjective,
  {
    at,
    beside,
    index,
  }: {
    readonly at: number;
    readonly beside: readonly TableMention[];
    readonly index: SchemaIndex;
  },
): readonly PlacedCondition[] {
  const byField = index
    .valuesSpelled(String(value))
    .filter(({ field }) => partsOf(field.column.name).some((part) => says(part, noun)));
  if (byField.length === 0) return [];
  const isBeside = ({ field }: HeldValue): boolean =>
    beside.some((rows) => rows.alternatives.some(({ what }) => what === field.table));
  const own = byField.filter(isBeside);
  const alternatives = (own.length > 0 ? own : byField).map(({ field }): Named<Field> => ({
    what: field,
    score: weights.link.sure,
  }));
  const left: ColumnMention = { kind: 'column', alternatives, words: noun, at, beside };
  const test = { kind: 'held', left, values: [{ byField }], negated: false } as const;
  return [{ kind: 'condition', test, sure: weights.state.numbered, length }];
}

/** "five-star", "2-bed", "10-minute". */
function hyphenated(word: Word | undefined): Adjective | null {
  const { number, noun } =
    /^(?<number>\d{1,6}|\p{L}+)-(?<noun>\p{L}{3,})$/u.exec(word?.lower ?? '')?.groups ?? {};
  if (number === undefined || noun === undefined) return null;
  const value = /^\d/u.test(number) ? Number(number) : spelledNumber(number);
  return value === null ? null : { value, noun, length: 1 };
}

/** "5 star hotels": of several the noun would be a plural, and nothing else would follow it. */
function spaced(words: readonly Word[], at: number, index: SchemaIndex): Adjective | null {
  const [number, noun] = words.slice(at, at + 2);
  if (number?.kind !== 'number' || number.value === undefined || noun?.kind !== 'word') return null;
  const isRow = rowsNamed(words, at + 2, index).length > 0;
  return isRow && isSingular(noun.lower) && noun.lower.length > 2
    ? { value: number.value, noun: noun.lower, length: 2 }
    : null;
}

/** What Russian adjectives made of numbers are made of, beside the number. */
const russianNouns: readonly (readonly [RegExp, string])[] = [
  [/^звезд/u, 'star'],
  [/^мест/u, 'seat'],
  [/^комнат/u, 'room'],
  [/^спальн/u, 'bedroom'],
  [/^этаж/u, 'floor'],
  [/^дневн/u, 'day'],
  [/^недельн/u, 'week'],
  [/^месячн/u, 'month'],
  [/^летн|^годичн/u, 'year'],
  [/^часов/u, 'hour'],
  [/^минутн/u, 'minute'],
  [/^балльн/u, 'point'],
  [/^тонн/u, 'tonne'],
  [/^литров/u, 'litre'],
  [/^дверн/u, 'door'],
  [/^осн/u, 'axle'],
  [/^ядерн/u, 'core'],
];
const russianPrefixes: readonly (readonly [string, number])[] = [
  ...[...russianNumbers].filter(([form]) => form.length > 2),
  ['одно', 1] as const,
  ['двух', 2] as const,
  ['дву', 2] as const,
  ['сто', 100] as const,
].toSorted((a, b) => b[0].length - a[0].length);

/** "пятизвёздочный", "трёхкомнатные". */
function russian(word: Word | undefined): Adjective | null {
  if (word === undefined || word.lower.length < 8 || !isCyrillic(word.lower)) return null;
  const lower = word.lower.replaceAll('ё', 'е');
  for (const [prefix, value] of russianPrefixes) {
    const rest = lower.startsWith(prefix) ? lower.slice(prefix.length) : '';
    const found = russianNouns.find(([root]) => root.test(rest));
    if (found !== undefined) return { value, noun: found[1], length: 1 };
  }
  return null;
}

/** The rows of which the number is told, right behind it. */
function rowsNamed(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly TableMention[] {
  for (const length of [2, 1]) {
    const part = words.slice(at, at + length);
    if (part.length < length || part.some(({ kind }) => kind !== 'word')) continue;
    const alternatives = index
      .tablesNamed(part.map(({ lemma }) => lemma))
      .filter(({ score }) => score >= weights.link.narrower);
    const said = part.map(({ lower }) => lower).join(' ');
    if (alternatives.length > 0) return [{ kind: 'table', alternatives, words: said, at }];
  }
  return [];
}

/** Numbers that are called so, or are told in such a unit. */
function numbersOf(noun: string, unit: Unit | null, index: SchemaIndex): readonly Named<Field>[] {
  const named = index
    .fieldsNamed([noun])
    .filter(
      ({ what }) => isCount(what) && partsOf(what.column.name).some((part) => says(part, noun)),
    );
  const measured =
    unit === null ? [] : index.schema.tables.flatMap((table) => measuresIn(table, unit));
  const known = new Set(named.map(({ what }) => what.column));
  return [
    ...named.map(({ what, score }) => ({ what, score: Math.max(score, weights.link.narrower) })),
    ...measured.filter(({ what }) => !known.has(what.column)),
  ].toSorted((a, b) => b.score - a.score);
}

function measuresIn(table: Field['table'], unit: Unit): readonly Named<Field>[] {
  return table.columns.flatMap((column): Named<Field>[] => {
    const own = isCount({ table, column }) ? columnUnit(column) : null;
    const fits = own !== null && own.dimension === unit.dimension && own.factor !== null;
    return fits ? [{ what: { table, column }, score: weights.link.narrower }] : [];
  });
}

function isCount({ table, column }: Field): boolean {
  return isNumeric(column.type) && !isKeyLike(column, table);
}

/** Of beds there are bedrooms, and of bedrooms beds. */
function says(part: string, noun: string): boolean {
  return (
    part === noun ||
    part.startsWith(noun) ||
    (noun.length > 3 && noun.startsWith(part) && part.length > 2)
  );
}
