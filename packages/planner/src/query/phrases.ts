import type { Token } from '../text/token.ts';
import { free, type Reading } from '../parse/reading.ts';

/** A list of phrases, ready to be looked for. */
export interface Phrases {
  readonly byFirst: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly stems: readonly (readonly string[])[];
}

/** Makes a list. `*` at the end of a word matches any ending. */
export function phrases(...texts: readonly string[]): Phrases {
  const byFirst = new Map<string, (readonly string[])[]>();
  const stems: (readonly string[])[] = [];
  for (const text of texts) {
    const words = text.split(' ');
    const [first = ''] = words;
    if (first.endsWith('*')) stems.push(words);
    else byFirst.set(first, [...(byFirst.get(first) ?? []), words]);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length);
  return { byFirst, stems: stems.toSorted((a, b) => b.length - a.length) };
}

/** How many free tokens from `at` make one of the phrases, the longest; 0 for none. */
export function matchPhrase(reading: Reading, at: number, list: Phrases): number {
  const first = free(reading, at);
  if (first === undefined || first.quoted) return 0;
  const candidates = [...(list.byFirst.get(first.lower) ?? []), ...list.stems];
  const fits = (words: readonly string[]): boolean =>
    words.every((word, index) => wordFits(word, free(reading, at + index)));
  return Math.max(0, ...candidates.filter(fits).map((words) => words.length));
}

function wordFits(word: string, token: Token | undefined): boolean {
  if (token === undefined || token.quoted) return false;
  return word.endsWith('*') ? token.lower.startsWith(word.slice(0, -1)) : token.lower === word;
}
