import { free } from '../parse/reading.ts';
import { mentionAt, type Asked } from './asked.ts';
import { matchPhrase } from './phrases.ts';
import { countWords, fillerWords, withWords } from './question-words.ts';

/** Past small words, at most four: "average price of all the products". */
export function skipFillers(asked: Asked, at: number, most = 4): number {
  let next = at;
  while (next < at + most) {
    const token = free(asked.reading, next);
    if (token === undefined || token.quoted || !fillerWords.has(token.lower)) break;
    if (mentionAt(asked, next) !== null) break;
    if (matchPhrase(asked.reading, next, countWords) > 1) break;
    if (matchPhrase(asked.reading, next, withWords) > 1) break;
    next += 1;
  }
  return next;
}
