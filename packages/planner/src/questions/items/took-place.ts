import type { Word } from '../words.ts';

const takes = /^(?:take|takes|took|taken|taking)$/u;

/** Whether a word is the second one of "took place": it happened, and no place is named. */
export function isOfTookPlace(words: readonly Word[], at: number): boolean {
  return words[at]?.lower === 'place' && takes.test(words[at - 1]?.lower ?? '');
}
