import { isCyrillic, russianStem } from '../../lexicon/russian/stem.ts';
import { adjectiveCues } from './adjectives.ts';
import type { Cue } from './cue.ts';
import { endCues } from './ends.ts';
import { englishCues } from './english.ts';
import { measureCues } from './measures.ts';
import { russianCues } from './russian.ts';
import { shapeCues } from './shapes.ts';
import { stateCues } from './states.ts';

/** Longest cue, in words. */
export const maxCueWords = 5;

const byWords = new Map<string, Cue[]>();
/** All that a longer cue begins with: what is not among them need not be looked up. */
const beginnings = new Set<string>();
for (const [words, cue] of [
  ...englishCues,
  ...adjectiveCues,
  ...shapeCues,
  ...stateCues,
  ...endCues,
  ...measureCues,
  ...russianCues,
]) {
  const keys = words
    .split(' ')
    .map((word) => (word.length > 1 && word.endsWith('*') ? stemKey(word.slice(0, -1)) : word));
  const key = keys.join(' ');
  const held = byWords.get(key);
  if (held === undefined) byWords.set(key, [cue]);
  else held.push(cue);
  for (let count = 1; count < keys.length; count += 1)
    beginnings.add(keys.slice(0, count).join(' '));
}

const single: ReadonlySet<string> = new Set(
  [...byWords.keys()].flatMap((words) => words.split(' ')),
);

/** Every word that stands in some phrase of grammar. */
export function cueWords(): ReadonlySet<string> {
  return single;
}

/** Whether a word stands in some phrase of grammar. */
export function isCueWord(word: string): boolean {
  return single.has(word) || cuesOf(word).length > 0;
}

/** What words of grammar may do; empty when they are none. Lower case. */
export function cuesOf(words: string): readonly Cue[] {
  return byWords.get(words) ?? inflected(words);
}

/** Russian cues of which some words may have any ending. */
function inflected(words: string): readonly Cue[] {
  const pieces = words.split(' ');
  if (!pieces.some(isCyrillic)) return [];
  let keys: readonly string[] = [''];
  pieces.forEach((piece, at) => {
    const forms = isCyrillic(piece) ? [piece, stemKey(piece)] : [piece];
    const longer = keys.flatMap((key) => forms.map((form) => (at === 0 ? form : `${key} ${form}`)));
    keys = at === pieces.length - 1 ? longer : longer.filter((key) => beginnings.has(key));
  });
  return keys.flatMap((key) => byWords.get(key) ?? []);
}

function stemKey(word: string): string {
  return `${russianStem(word)}*`;
}
