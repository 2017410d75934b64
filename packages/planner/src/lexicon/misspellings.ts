import { conditionWords } from './condition-words.ts';
import type { LexiconEntry, Tag } from './sense.ts';
import { smallWords } from './small-words.ts';
import { systems } from './systems.ts';
import { timeWords } from './time-words.ts';
import { writeWords } from './write-words.ts';

/** Words whose misspelling changes the plan, and that no table is called by. */
const corrected: ReadonlySet<Tag> = new Set([
  'every',
  'frequency',
  'unit',
  'weekday',
  'day_group',
  'daypart',
  'write',
  'incremental',
  'dedupe',
  'container',
  'manual',
  'streaming',
]);
/** Verbs that move rows are near many nouns ("loans", "leads"): only long ones are corrected. */
const longVerb = 8;
/** From this length on one letter may be wrong, missing or too many; below, two may only be swapped. */
const anyEdit = 7;
const minLength = 5;

const words: ReadonlySet<string> = new Set(
  [
    ...systems.flatMap((one) => one.words),
    ...wordsOf([...timeWords, ...writeWords, ...conditionWords, ...smallWords]),
  ].filter((word) => /^[a-z]+$/u.test(word) && word.length >= minLength),
);
const bySignature = indexSignatures();

/** The word of the lexicon that an unknown Latin word is most likely meant to be; null when none is near. */
export function correctSpelling(word: string): string | null {
  if (word.length < minLength || word.length > 20 || !/^[a-z]+$/u.test(word)) return null;
  const swapped = swaps(word).find((one) => words.has(one));
  if (swapped !== undefined) return swapped;
  if (word.length < anyEdit - 1) return null;
  const near = [word, ...deletions(word)].flatMap((one) => bySignature.get(one) ?? []);
  return near.find((one) => isOneEdit(word, one)) ?? null;
}

function wordsOf(entries: readonly LexiconEntry[]): readonly string[] {
  return entries.flatMap(({ tag, words: all }) =>
    corrected.has(tag) ? all : tag === 'move' ? all.filter((word) => word.length >= longVerb) : [],
  );
}

function swaps(word: string): string[] {
  return Array.from(
    { length: word.length - 1 },
    (_, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  );
}

function deletions(word: string): string[] {
  return Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

/** Two words one edit apart share a word that lacks one letter of either. */
function indexSignatures(): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < anyEdit) continue;
    for (const signature of [word, ...deletions(word)]) {
      const list = index.get(signature);
      if (list === undefined) index.set(signature, [word]);
      else list.push(word);
    }
  }
  return index;
}

function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a.charAt(at) === b.charAt(at)) at += 1;
  const rest = (text: string, skipped: number): string => text.slice(at + skipped);
  if (a.length === b.length) return rest(a, 1) === rest(b, 1);
  return a.length > b.length ? rest(a, 1) === rest(b, 0) : rest(a, 0) === rest(b, 1);
}
