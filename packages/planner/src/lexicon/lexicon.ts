import { lemmasOf } from './lemma.ts';
import { conditionWords } from './condition-words.ts';
import { runWords } from './run-words.ts';
import type { LexiconEntry, Sense } from './sense.ts';
import { smallWords } from './small-words.ts';
import { systems } from './systems.ts';
import { timeWords } from './time-words.ts';
import { timeZones } from './time-zones.ts';
import { writeWords } from './write-words.ts';

interface Index {
  readonly exact: ReadonlyMap<string, readonly Sense[]>;
  /** Stems by their text, `загруз*` as `загруз`. */
  readonly stems: ReadonlyMap<string, readonly Sense[]>;
  /** Phrases by first word, longest first. */
  readonly phrases: ReadonlyMap<string, readonly (readonly string[])[]>;
}

const entries: readonly LexiconEntry[] = [
  ...smallWords,
  ...timeWords,
  ...writeWords,
  ...conditionWords,
  ...runWords,
  ...systems.map(({ type, words }) => ({ tag: 'system' as const, value: type, words })),
  ...timeZones.map(({ zone, words }) => ({ tag: 'zone' as const, value: zone, words })),
];
const index = buildIndex(entries);
const minStem = 3;

/** Senses of a folded word or phrase: as written, else by its singular, else by a stem. */
export function lookUp(lower: string): readonly Sense[] {
  const exact = index.exact.get(lower);
  if (exact !== undefined) return exact;
  if (lower.includes(' ')) return phraseSenses(lower.split(' '));
  if (lower.endsWith("'s")) return lookUp(lower.slice(0, -2));
  for (const lemma of lemmasOf(lower)) {
    const found = index.exact.get(lemma);
    if (found !== undefined) return found;
  }
  return stemSenses(lower);
}

/** How many of the words, from the first, make a known phrase; 0 when none do. */
export function longestPhrase(words: readonly string[]): number {
  const first = words[0];
  if (first === undefined) return 0;
  const phrase = phrasesFrom(first).find((candidate) => fits(candidate, words));
  return phrase?.length ?? 0;
}

function fits(phrase: readonly string[], words: readonly string[]): boolean {
  return phrase.every((part, at) => words[at] !== undefined && wordFits(part, words[at]));
}

function wordFits(part: string, word: string): boolean {
  return part.endsWith('*') ? word.startsWith(part.slice(0, -1)) : part === word;
}

function phrasesFrom(first: string): readonly (readonly string[])[] {
  const exact = index.phrases.get(first) ?? [];
  const stemmed: (readonly string[])[] = [];
  for (let length = Math.min(first.length, 12); length >= minStem; length -= 1) {
    stemmed.push(...(index.phrases.get(`${first.slice(0, length)}*`) ?? []));
  }
  return stemmed.length === 0
    ? exact
    : [...exact, ...stemmed].toSorted((a, b) => b.length - a.length);
}

function phraseSenses(words: readonly string[]): readonly Sense[] {
  const phrase = phrasesFrom(words[0] ?? '').find(
    (candidate) => candidate.length === words.length && fits(candidate, words),
  );
  return phrase === undefined ? [] : (index.exact.get(phrase.join(' ')) ?? []);
}

function stemSenses(lower: string): readonly Sense[] {
  for (let length = Math.min(lower.length, 16); length >= minStem; length -= 1) {
    const found = index.stems.get(lower.slice(0, length));
    if (found !== undefined) return found;
  }
  return [];
}

function buildIndex(all: readonly LexiconEntry[]): Index {
  const exact = new Map<string, Sense[]>();
  const stems = new Map<string, Sense[]>();
  const phrases = new Map<string, string[][]>();
  for (const entry of all) {
    const sense: Sense = { tag: entry.tag, value: entry.value ?? '' };
    for (const word of entry.words) {
      const parts = word.split(' ');
      if (parts.length > 1) {
        push(phrases, parts[0] ?? '', parts);
        push(exact, word, sense);
      } else if (word.endsWith('*')) push(stems, word.slice(0, -1), sense);
      else push(exact, word, sense);
    }
  }
  for (const list of phrases.values()) list.sort((a, b) => b.length - a.length);
  return { exact, stems, phrases };
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
