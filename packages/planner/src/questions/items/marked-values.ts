import { cuesOf } from '../cues/cues-of.ts';
import { isSmallWord } from '../cues/small-words.ts';
import { spellingOf } from '../held-values.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { splitWords, type Word } from '../words.ts';
import { gainOf, spanOf, type Item } from './item.ts';
import { valueItem } from './held-item.ts';

/** Say of a value that it holds now, as all do. */
const nowadays = /^(?:still|currently|now|already|presently)$/u;

const weekdays = /^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$/u;

/**
 * "still active", "on sundays", where some column holds "Active" and "Sunday": the words are said of it together.
 */
export function stillValues(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const [adverb, next] = words.slice(at, at + 2);
  const isOnDay = adverb?.lower === 'on' && weekdays.test(next?.lower ?? '');
  if ((!isOnDay && !nowadays.test(adverb?.lower ?? '')) || next?.kind !== 'word') return [];
  if (cuesOf(next.lower).length > 0) return [];
  const held = index.valuesSpelled(spellingOf(next.text));
  if (held.length === 0) return [];
  const weight = weights.parse.value * (isOnDay ? weights.time.heldDay : 1);
  return [valueItem(held, next.text, { at, length: 2, weight })];
}

/** "running right now", where some column holds Running: all of it says that. */
export function nowValues(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const word = words[at];
  if (word?.kind !== 'word') return [];
  const now =
    /^(?:right now|at the moment|at present|just now|now|these days|currently)(?= |$)/u.exec(
      spanOf(words, at + 1, 3),
    )?.[0];
  const held = now === undefined ? [] : index.valuesSpelled(spellingOf(word.text));
  if (now === undefined || held.length === 0 || isSmallWord(word.lower)) return [];
  const length = 1 + now.split(' ').length;
  return [valueItem(held, word.text, { at, length, weight: weights.parse.value })];
}

/** "non-American", "non smoking", where some column holds the word behind: any other value of that column. */
export function nonValues(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const [first, next] = words.slice(at, at + 2);
  const isApart = first?.lower === 'non' && next?.kind === 'word';
  const text = isApart ? next.text : /^non-(.+)$/iu.exec(first?.text ?? '')?.[1];
  if (first?.kind !== 'word' || text === undefined) return [];
  const [word] = splitWords(text);
  const held = word === undefined ? [] : index.valuesSpelled(spellingOf(word.text));
  if (held.length === 0) return [];
  const length = isApart ? 2 : 1;
  const { column: left, choice } = valueItem(held, text, { at, length, weight: 1 });
  const test = { kind: 'held', left, values: [choice], negated: true } as const;
  const gain = gainOf(length, weights.parse.value * weights.link.valueByWords);
  return [{ kind: 'condition', test, start: at, end: at + length, gain }];
}

/** "B-grade dealers", "class-A rooms": a value with the column that holds it. */
export function columnValues(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const [first = '', second = '', ...more] = words[at]?.text.split('-') ?? [];
  if (words[at]?.kind !== 'word' || second === '' || more.length > 0) return [];
  const pairs = [
    [first, second],
    [second, first],
  ] as const;
  return pairs.flatMap(([value, column]): readonly Item[] => {
    const name = splitWords(column.replace(/(?<=\p{L}{3})d$/iu, ''));
    const called = index
      .fieldsNamed(name.map(({ lemma }) => lemma))
      .filter(({ score }) => score >= weights.link.sure);
    const held = index
      .valuesSpelled(spellingOf(value))
      .filter(({ field }) => called.some(({ what }) => what === field));
    if (held.length === 0) return [];
    return [valueItem(held, value, { at, length: 1, weight: weights.parse.value })];
  });
}
