import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

const ends =
  /(?:^|\s)(?:start|starts|starting|begin|begins|beginning|end|ends|ending|started|ended) (?:with|in|on)(?: the)?(?: letter)?$|\bletter$|(?:^|\s)(?:начина|заканчива|оканчива)\p{L}+ (?:на|с)(?: букв\p{L}+)?$/u;

/** "whose name starts with A": a letter, though it may be an article elsewhere. */
export function letterItems(words: readonly Word[], at: number): readonly Item[] {
  const word = words[at];
  if (word?.kind !== 'word' || !/^\p{L}{1,2}$/u.test(word.text)) return [];
  const before = words
    .slice(Math.max(0, at - 5), at)
    .map(({ lower }) => lower)
    .join(' ');
  if (!ends.test(before)) return [];
  const gain = gainOf(1, weights.parse.value);
  return [{ kind: 'text', text: word.text, quoted: true, start: at, end: at + 1, gain }];
}
