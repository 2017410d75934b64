import { isNumeric } from '@ai-etl/core';
import { isKeyLike } from '../../query/table-facts.ts';
import type { ColumnMention, TableMention, Test } from '../form.ts';
import { partsOf } from '../name-parts.ts';
import { articles } from '../name-spans.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { valueItem } from './held-item.ts';
import { gainOf, type Item } from './item.ts';

const spelled = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
/** Nouns for where somebody came in: one column tells it, whichever of them it is called by. */
const places: ReadonlySet<string> = new Set(
  'place rank position placing placement standing'.split(' '),
);
/** Other nouns that are told by ordinals. */
const numbered: ReadonlySet<string> = new Set(
  'floor storey story grade class level edition round stage tier division league lap volume chapter season episode semester row'.split(
    ' ',
  ),
);
/** "took first place", "finished in third position". */
const taking =
  /^(?:takes?|took|taken|taking|wins?|won|winning|gets?|got|gained?|earned|secured?|claimed|achieved?|reached|finish(?:es|ed|ing)?|comes?|came|coming|placed|ranked|ended)$/u;
const finishing =
  /^(?:finish(?:es|ed|ing)?|comes?|came|coming|placed?|plac(?:es|ing)|ranks?|ranked|ranking)$/u;
const linking =
  /^(?:in|on|of|at|from|to|with|for|by|are|is|was|were|have|has|had|and|or|not|never)$/u;
/** Behind "finished second": nothing that is ranked. */
const behind = /^(?:in|at|on|during|and|or|but|most|more|least)$/u;
/** "the second grade of each pupil": one of several. */
const ofEach = /^(?:of|for) (?:each|every|their|his|her|all)$/u;

interface Said {
  readonly value: number;
  /** "third or fourth", "the first three". */
  readonly other?: number;
  readonly upTo?: true;
  /** What the column may be called, best first. */
  readonly nouns: readonly string[];
  readonly length: number;
}

/** "took first place", "finished second", "on the third floor", "first class": ordinals that a column holds as its values. */
export function ordinalValueItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const said = finishedAt(words, at) ?? namedAt(words, at, index);
  if (said === null) return [];
  const { value, nouns, length } = said;
  const fields = once(nouns.flatMap((noun, rank) => columnsCalled(noun, rank, index)));
  const numbers = fields.filter(({ what }) => isNumeric(what.column.type));
  const gain = gainOf(length, weights.parse.value);
  const span = { start: at, end: at + length, gain };
  const text = words
    .slice(at, at + length)
    .map(({ lower }) => lower)
    .join(' ');
  if (numbers.length > 0) {
    const left: ColumnMention = {
      kind: 'column',
      alternatives: numbers,
      words: text,
      at,
      beside: [],
    };
    const is = (number: number): Test => {
      const right = { kind: 'number', value: number, text: String(number) } as const;
      return { kind: 'compare', left, op: said.upTo === true ? 'le' : 'eq', right };
    };
    const one = is(value);
    const { other } = said;
    const test: Test = other === undefined ? one : { kind: 'any', tests: [one, is(other)] };
    const counted = saysHowOften(words, at) ? { counted: rowsOf(left) } : {};
    return [{ kind: 'condition', test, ...counted, ...span }];
  }
  const [noun = ''] = nouns;
  const ordinal = spelled[value - 1] ?? '';
  const held = [`${ordinal} ${noun}`, ordinal, String(value), numeral(value)]
    .flatMap((one) => index.valuesSpelled(one))
    .filter(({ field }) => fields.some(({ what }) => what.column === field.column));
  if (held.length === 0) return [];
  return [valueItem(held, text, { at, length, weight: weights.parse.value })];
}

/** "finished second", "came in first": the place, where nothing that is ranked follows. */
function finishedAt(words: readonly Word[], at: number): Said | null {
  if (!finishing.test(words[at]?.lower ?? '')) return null;
  const ordinal = words[at + 1]?.lower === 'in' ? at + 2 : at + 1;
  const value = ordinalOf(words[ordinal]);
  const next = words[ordinal + 1];
  const isEnd = next === undefined || next.kind === 'mark' || behind.test(next.lower);
  return value === null || !isEnd ? null : { value, nouns: [...places], length: ordinal + 1 - at };
}

/** "first place", "took the third place", "on the second floor", "first class tickets". */
function namedAt(words: readonly Word[], at: number, index: SchemaIndex): Said | null {
  let ordinal = at;
  if (taking.test(words[at]?.lower ?? '')) {
    ordinal += 1;
    if (/^(?:in|on|at|up)$/u.test(words[ordinal]?.lower ?? '')) ordinal += 1;
    if (articles.has(words[ordinal]?.lower ?? '')) ordinal += 1;
  }
  const value = ordinalOf(words[ordinal]);
  const upTo = upToPlace(words, ordinal);
  if (upTo !== null) return { ...upTo, length: upTo.length + ordinal - at };
  const isEither = /^(?:or|and)$/u.test(words[ordinal + 1]?.lower ?? '');
  const other = isEither ? ordinalOf(words[ordinal + 2]) : null;
  if (other !== null) ordinal += 2;
  const noun = words[ordinal + 1];
  if (value === null || noun?.kind !== 'word' || noun.lower !== noun.lemma) return null;
  const isPlace = places.has(noun.lower);
  if (!isPlace && !numbered.has(noun.lower)) return null;
  const after = words.slice(ordinal + 2, ordinal + 4).map(({ lower }) => lower);
  if (!isPlace && ofEach.test(after.join(' '))) return null;
  const length = ordinal + 2 - at;
  const isTaken = taking.test(words[at]?.lower ?? '');
  if (!isTaken && !isPlacedAt(words, { at, end: at + length }, index)) return null;
  const nouns = isPlace ? [noun.lower, ...places] : [noun.lower];
  return { value, nouns, length, ...(other === null ? {} : { other }) };
}

/** "in the first three places". */
function upToPlace(words: readonly Word[], at: number): Said | null {
  const [first, count, noun] = words.slice(at, at + 3);
  const value = count?.kind === 'number' ? (count.value ?? 0) : 0;
  if (!/^(?:first|top)$/u.test(first?.lower ?? '') || value < 2) return null;
  if (noun === undefined || !places.has(noun.lemma)) return null;
  return { value, upTo: true, nouns: [noun.lemma, ...places], length: 3 };
}

/** Behind a small word that links it, at the start, or before rows: no rank among others. */
function isPlacedAt(
  words: readonly Word[],
  { at, end }: { readonly at: number; readonly end: number },
  index: SchemaIndex,
): boolean {
  const before = articles.has(words[at - 1]?.lower ?? '') ? words[at - 2] : words[at - 1];
  if (before !== undefined && (linking.test(before.lower) || taking.test(before.lower)))
    return true;
  const rows = words[end];
  return (
    rows?.kind === 'word' && (index.tablesNamed([rows.lemma])[0]?.score ?? 0) >= weights.link.sure
  );
}

/** "How many times did Ann take": rows are counted. */
function saysHowOften(words: readonly Word[], at: number): boolean {
  const said = words.slice(0, at).map(({ lower }) => lower);
  return /\b(?:how many times|how often|number of times)\b/u.test(said.join(' '));
}

function rowsOf({ alternatives, words, at }: ColumnMention): TableMention {
  const tables = alternatives.map(({ what, score }) => ({ what: what.table, score }));
  return { kind: 'table', alternatives: tables, words, at };
}

/** 2 for "second" and "2nd"; null for other words. */
function ordinalOf(word: Word | undefined): number | null {
  if (word === undefined) return null;
  const place = spelled.indexOf(word.lower);
  if (place >= 0) return place + 1;
  const digits = /^(\d{1,3})(?:st|nd|rd|th)$/u.exec(word.lower)?.[1];
  return digits === undefined ? null : Number(digits);
}

function numeral(value: number): string {
  const isTeen = value % 100 > 10 && value % 100 < 14;
  return `${value}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th'}`;
}

/** Columns that hold such a place: none that says how many there are, and no key. */
function columnsCalled(noun: string, rank: number, index: SchemaIndex): readonly Named<Field>[] {
  return index.fieldsNamed([noun]).flatMap(({ what, score }): Named<Field>[] => {
    const { column, table } = what;
    const parts = partsOf(column.name);
    const [last, before] = [parts.at(-1), parts.at(-2)];
    const isCalled = last === noun || (last === 'number' && before === noun);
    const isCount =
      new RegExp(String.raw`${noun}s$`, 'iu').test(column.name) || counting.test(parts[0] ?? '');
    if (!isCalled || isCount || isKeyLike(column, table)) return [];
    return [{ what, score: score - weights.resolve.tie * Math.min(rank, 1) }];
  });
}

const counting = /^(?:number|num|count|total|max|maximum|min|minimum|average|avg|best|worst)$/u;

function once(fields: readonly Named<Field>[]): readonly Named<Field>[] {
  return fields.filter(
    ({ what }, at) => fields.findIndex((other) => other.what.column === what.column) === at,
  );
}
