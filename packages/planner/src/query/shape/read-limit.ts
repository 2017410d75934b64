import { claim, free } from '../../parse/reading.ts';
import { textOf } from '../../text/token.ts';
import { mentionAt, type Asked } from '../asked.ts';
import type { Mention } from '../mentions.ts';
import { matchPhrase } from '../phrases.ts';
import type { OrderIR } from '../question-ir.ts';
import { bottomWords, topWords } from '../question-words.ts';
import { skipFillers } from '../skip-fillers.ts';
import { superlativeAt } from './superlative.ts';
import { wholeNumber } from './whole-number.ts';

/** How many rows, and by what they are ranked when the words say so. */
export interface ReadLimit {
  readonly limit: number;
  readonly direction: 'asc' | 'desc';
  /** What the ranked rows are, right behind the words. */
  readonly ranked: Mention | null;
  /** `time`: newest or oldest; a column: "most expensive". */
  readonly order: OrderIR | null;
}

/** "top 10 customers", "5 cheapest products", "the latest order", "last 20 orders". */
export function readLimit(asked: Asked): ReadLimit | null {
  const { reading } = asked;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const read = topAt(asked, at) ?? superlativeAt(asked, at);
    if (read !== null) return read;
  }
  return null;
}

function topAt(asked: Asked, at: number): ReadLimit | null {
  const { reading } = asked;
  const top = matchPhrase(reading, at, topWords);
  const bottom = matchPhrase(reading, at, bottomWords);
  const length = Math.max(top, bottom);
  if (length === 0) return null;
  const count = wholeNumber(asked, at + length);
  if (count === null || textOf(free(reading, at + length + 1), 'unit') !== undefined) return null;
  const word = free(reading, at)?.lower ?? '';
  claim(reading, at, at + length + 1);
  const ranked = mentionAt(asked, skipFillers(asked, at + length + 1));
  const byTime = /^(?:first|last|перв|последн)/u.test(word);
  const last = /^(?:last|последн)/u.test(word);
  return {
    limit: count,
    direction: byTime ? (last ? 'desc' : 'asc') : top > 0 ? 'desc' : 'asc',
    ranked,
    order: byTime ? { by: null, direction: last ? 'desc' : 'asc', time: true } : null,
  };
}
