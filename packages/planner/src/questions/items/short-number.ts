import type { Word } from '../words.ts';

/**
 * Whether "no" is short for a number: "the no", "sort by no". "who have no child" says that there is none, whatever
 * column is called `no_of_children`.
 */
export function isShortForNumber(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  const before = words[at - 1]?.lower ?? '';
  return next === undefined || next.kind === 'mark' || /^(?:the|by|its|their)$/u.test(before);
}
