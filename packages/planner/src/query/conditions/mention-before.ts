import { claim } from '../../parse/reading.ts';
import { type Asked, isFree, tableOf } from '../asked.ts';
import type { Mention } from '../mentions.ts';
import { fillerWords } from '../question-words.ts';

/** The mention before a comparison, with at most three small words between. */
export function leftMention(asked: Asked, at: number): Mention | null {
  for (let back = at; back > Math.max(0, at - 4); back -= 1) {
    const mention = asked.mentions.find((one) => one.end === back);
    if (mention !== undefined && isFree(asked, mention)) return mention;
    const token = asked.reading.tokens[back - 1];
    if (token === undefined || !fillerWords.has(token.lower)) return null;
  }
  return null;
}

/** A column in a condition is not asked for; a table still is what the question is about. */
export function claimColumn({ reading }: Asked, mention: Mention | null): void {
  if (mention !== null && tableOf(mention) === null) claim(reading, mention.start, mention.end);
}
