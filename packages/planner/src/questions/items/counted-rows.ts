import type { Word } from '../words.ts';

/** Words that say little, and that tables end in: race results, contest entries. */
const nouns = /^(?:results?|entry|entries)$/u;
const counting = /^(?:no|without|any|many|most|fewest|more|fewer|least|have|has|had|having)$/u;

/** "races without results", "the number of entries": rows of a table that are counted or denied, and no small words. */
export function areCountedRows(words: readonly Word[], at: number): boolean {
  if (!nouns.test(words[at]?.lower ?? '')) return false;
  const [before, last] = words.slice(Math.max(0, at - 2), at).map(({ lower }) => lower);
  if (counting.test(last ?? before ?? '')) return true;
  return last === 'of' && /^numbers?$/u.test(before ?? '');
}
