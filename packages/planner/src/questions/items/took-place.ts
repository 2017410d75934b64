import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

const takes = /^(?:take|takes|took|taken|taking)$/u;

/** "took place": it happened; no place is named. */
export function tookPlaceItems(words: readonly Word[], at: number): readonly Item[] {
  if (!takes.test(words[at]?.lower ?? '') || words[at + 1]?.lower !== 'place') return [];
  const gain = gainOf(1, weights.parse.cue);
  return [{ kind: 'skip', isContent: false, isVerb: true, start: at, end: at + 2, gain }];
}

/** Whether a word is the second one of "took place". */
export function isOfTookPlace(words: readonly Word[], at: number): boolean {
  return words[at]?.lower === 'place' && takes.test(words[at - 1]?.lower ?? '');
}
