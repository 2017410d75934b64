import { datesAndReasons } from './words/dates-and-reasons.ts';
import { goods } from './words/goods.ts';
import { money } from './words/money.ts';
import { people } from './words/people.ts';
import { placesAndTransport } from './words/places-and-transport.ts';
import { states } from './words/states.ts';
import { work } from './words/work.ts';
import { looseStem, russianStem } from './stem.ts';
import { soundOf } from './transliterate.ts';

/** English for a Russian word or phrase: lemmas in order, and how surely they mean it, 0 to 1. */
export interface Translation {
  readonly lemmas: readonly string[];
  readonly score: number;
}

/** Longest phrase that is translated as one, in words. */
export const longestPhrase = 3;

const all = [people, goods, money, placesAndTransport, work, states, datesAndReasons].join('\n');
const later = 0.03;
/** A word that is only like one that is listed. */
const akin = 0.88;

interface Dictionary {
  readonly byStem: ReadonlyMap<string, readonly string[]>;
  readonly byLooseStem: ReadonlyMap<string, readonly string[]>;
  readonly bySound: ReadonlyMap<string, readonly string[]>;
  /** Stems by their first letters. */
  readonly byBeginning: ReadonlyMap<string, readonly string[]>;
}

let dictionary: Dictionary | undefined;
const beginning = 5;
const mostOther = 3;

/**
 * English for stems of Russian words (`russianStem`), one or a phrase of up to three; best first. A word
 * that is not listed has what the listed word of the longest common beginning has. Empty when unknown.
 */
export function translationsOf(stems: readonly string[]): readonly Translation[] {
  dictionary ??= readDictionary();
  const joined = stems.join(' ');
  const exact = dictionary.byStem.get(joined);
  if (exact !== undefined) return ranked(exact, 1);
  const loose = dictionary.byLooseStem.get(stems.map(looseStem).join(' '));
  if (loose !== undefined) return ranked(loose, 1);
  if (stems.length > 1) return [];
  const near = nearest(joined, dictionary);
  return near === null ? [] : ranked(near, akin);
}

function ranked(english: readonly string[], factor: number): readonly Translation[] {
  return english.map((words, rank) => ({
    lemmas: words.split(' '),
    score: factor * Math.max(0.5, 1 - later * rank),
  }));
}

/** English for a word of Russian in Latin letters: `cena`, `tovary`. Empty when it sounds like none. */
export function translationsOfLatin(word: string): readonly Translation[] {
  dictionary ??= readDictionary();
  const english = dictionary.bySound.get(soundOf(word));
  return english === undefined ? [] : ranked(english, 1);
}

/** отправл(ено) is near отправ(ить): one beginning, few other letters. */
function nearest(stem: string, { byBeginning, byStem }: Dictionary): readonly string[] | null {
  let best: { readonly same: number; readonly found: string } | null = null;
  for (const found of byBeginning.get(stem.slice(0, beginning)) ?? []) {
    let same = beginning;
    while (same < stem.length && stem[same] === found[same]) same += 1;
    if (Math.max(stem.length, found.length) - same > mostOther) continue;
    if (best === null || same > best.same) best = { same, found };
  }
  return best === null ? null : (byStem.get(best.found) ?? null);
}

function readDictionary(): Dictionary {
  const byStem = new Map<string, string[]>();
  const byLooseStem = new Map<string, string[]>();
  const bySound = new Map<string, string[]>();
  const byBeginning = new Map<string, string[]>();
  for (const line of all.split('\n')) {
    const [russian, english] = line.split(': ');
    if (russian === undefined || english === undefined) continue;
    const meanings = english.split(', ');
    for (const stems of russian.split(', ').flatMap(stemsOf)) {
      push(byStem, stems.join(' '), meanings);
      push(byLooseStem, stems.map(looseStem).join(' '), meanings);
      push(bySound, soundOf(stems.join('')), meanings);
      const [stem] = stems;
      if (stems.length === 1 && stem !== undefined && stem.length >= beginning)
        push(byBeginning, stem.slice(0, beginning), [stem]);
    }
  }
  return { byStem, byLooseStem, bySound, byBeginning };
}

/** A noun that ends like a verb (прием) has another stem when it is declined. */
function stemsOf(words: string): readonly (readonly string[])[] {
  const parts = words.split(' ');
  const stems = parts.map(russianStem);
  const [only] = parts;
  if (parts.length > 1 || only === undefined || !/[бвгджзклмнпрстфхцчшщ]$/u.test(only))
    return [stems];
  const declined = russianStem(`${only}а`);
  return declined === stems[0] ? [stems] : [stems, [declined]];
}

function push(map: Map<string, string[]>, key: string, values: readonly string[]): void {
  const list = map.get(key) ?? [];
  list.push(...values.filter((value) => !list.includes(value)));
  map.set(key, list);
}
