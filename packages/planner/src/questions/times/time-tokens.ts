import { timeToken } from '../cues/times.ts';
import type { Word } from '../words.ts';

/** A word as the grammar of times reads it, and where the words after it begin. */
export interface TimeToken {
  readonly text: string;
  readonly end: number;
}

/** No time is said in more words. */
const mostWords = 16;

/** The words from a place on as the grammar of times reads them: articles left out, numbers as digits. */
export function timeTokens(words: readonly Word[], at: number): readonly TimeToken[] {
  return words.slice(at, at + mostWords).flatMap((word, place): TimeToken[] => {
    const text = tokenOf(word);
    return text === '' ? [] : [{ text, end: at + place + 1 }];
  });
}

function tokenOf({ kind, lower, value }: Word): string {
  if (kind === 'quoted') return '"';
  if (lower === "'s") return '';
  if (kind === 'number' && value !== undefined)
    return Number.isInteger(value) && value >= 0 ? String(value) : '#';
  return timeToken(lower);
}
