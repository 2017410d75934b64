import type { Word } from '../words.ts';

/** A stretch of the words of a question: places [start, end). */
export interface Words {
  readonly start: number;
  readonly end: number;
}

/** What stands before a time. */
export const prepositions = /^(?:in|for|during|of|from)$/u;
const months =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)$/u;
const units = /^(?:day|week|month|quarter|year)$/u;
const relative = /^(?:this|last|previous|current|prior|past)$/u;

/** The time that ends before a place: "this month", "March", "Q1 2025", "2024". */
export function timeBefore(words: readonly Word[], end: number): Words | null {
  for (const length of [2, 1]) {
    const start = end - length;
    if (start >= 0 && isTime(words.slice(start, end))) return { start, end };
  }
  return null;
}

/** The time that begins at a place, behind a preposition or not. */
export function timeBehind(words: readonly Word[], from: number): Words | null {
  const isSaid = prepositions.test(words[from]?.lower ?? '');
  const start = isSaid ? from + 1 : from;
  for (const length of [2, 1]) {
    const end = start + length;
    if (end <= words.length && isTime(words.slice(start, end))) return { start, end };
  }
  return null;
}

/** Whether all of the words are one time of one or two words. */
export function isTime(words: readonly Word[]): boolean {
  const [one, two] = words.map(({ lower }) => lower);
  if (one === undefined) return false;
  if (two === undefined) return isPart(one) || isYear(one) || /^(?:yesterday|today)$/u.test(one);
  return (
    (relative.test(one) && (units.test(two) || months.test(two))) || (isPart(one) && isYear(two))
  );
}

/** A month or a quarter. */
export function isPart(lower: string): boolean {
  return months.test(lower) || /^q[1-4]$/u.test(lower);
}

function isYear(lower: string): boolean {
  return /^(?:19|20)\d\d$/u.test(lower);
}

/** "this", "last". */
export function isRelative(word: Word | undefined): boolean {
  return relative.test(word?.lower ?? '');
}
