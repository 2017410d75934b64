import { cuesOf } from '../cues/cues-of.ts';
import { saysNumber, type Word } from '../words.ts';
import { spanOf } from './item.ts';

const longest = 4;

/** Whether a number begins at a place, or words that compare with one that follows them. */
export function comparesAt(words: readonly Word[], at: number): boolean {
  if (isNumber(words[at])) return true;
  const said = Array.from({ length: longest }, (_, more) => more + 1);
  return said.some((length) => {
    const kinds = cuesOf(spanOf(words, at, length)).map(({ kind }) => kind);
    const isCompared = kinds.includes('compare') || kinds.includes('between');
    return isCompared && words.slice(at + length, at + length + 3).some(isNumber);
  });
}

function isNumber(word: Word | undefined): boolean {
  return word?.lower !== 'one' && saysNumber(word);
}
