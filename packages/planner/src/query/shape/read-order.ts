import { claim } from '../../parse/reading.ts';
import { columnOf, mentionAt, type Asked } from '../asked.ts';
import { extremeAt, measureAt } from '../measures/read-measure.ts';
import { matchPhrase } from '../phrases.ts';
import type { OrderIR } from '../question-ir.ts';
import {
  ascendingWords,
  descendingWords,
  maxWords,
  minWords,
  orderWords,
} from '../question-words.ts';
import { skipFillers } from '../skip-fillers.ts';

/** An order that the words say outright, or only its direction. */
export interface ReadOrder {
  readonly order: OrderIR | null;
  readonly direction: 'asc' | 'desc' | null;
}

/** "sorted by price descending", "newest first". */
export function readOrder(asked: Asked): ReadOrder {
  let order: OrderIR | null = null;
  let direction: ReadOrder['direction'] = null;
  for (let at = 0; at < asked.reading.tokens.length; at += 1) {
    const superlative: ReadOrder['direction'] =
      order === null ? superlativeOrderAt(asked, at) : null;
    if (superlative !== null) {
      order = { by: null, direction: superlative };
      direction = superlative;
      continue;
    }
    order ??= orderAt(asked, at);
    const said = directionAt(asked, at);
    if (said === null) continue;
    direction = said.direction;
    if (said.isTime) order ??= { by: null, direction, time: true };
  }
  if (order !== null && direction !== null) order = { ...order, direction };
  return { order, direction };
}

/** "sorted by cheapest" */
function superlativeOrderAt(asked: Asked, at: number): 'asc' | 'desc' | null {
  const { reading } = asked;
  const length = matchPhrase(reading, at, orderWords);
  if (length === 0) return null;
  const next = skipFillers(asked, at + length);
  const cheapest = matchPhrase(reading, next, minWords);
  const dearest = matchPhrase(reading, next, maxWords);
  if (cheapest + dearest === 0) return null;
  claim(reading, at, next + Math.max(cheapest, dearest));
  return cheapest > 0 ? 'asc' : 'desc';
}

/** "sorted by number of orders", "ordered by price", "sort it" */
function orderAt(asked: Asked, at: number): OrderIR | null {
  const { reading } = asked;
  const length = matchPhrase(reading, at, orderWords);
  if (length === 0) return null;
  const next = skipFillers(asked, at + length);
  const measure = measureAt(asked, next) ?? extremeAt(asked, next);
  const last = skipFillers(asked, next);
  const mention = mentionAt(asked, last);
  const ref = columnOf(asked, mention);
  if (measure !== null) {
    claim(reading, at, measure.end);
    return { by: measure.measure, direction: 'asc' };
  }
  if (ref !== null && mention !== null) {
    claim(reading, at, mention.end);
    return { by: ref, direction: 'asc' };
  }
  const pronoun = /^(?:it|them|count|total|that|this|sum|amount|number)$/u;
  if (!pronoun.test(reading.tokens[last]?.lower ?? '')) return null;
  claim(reading, at, last + 1);
  return { by: null, direction: 'asc' };
}

/** "descending", "newest first" */
function directionAt(
  { reading }: Asked,
  at: number,
): { readonly direction: 'asc' | 'desc'; readonly isTime: boolean } | null {
  const down = matchPhrase(reading, at, descendingWords);
  const up = matchPhrase(reading, at, ascendingWords);
  const end = at + Math.max(down, up);
  if (end === at) return null;
  claim(reading, at, end);
  const isTime = reading.tokens
    .slice(at, end)
    .some(({ lower }) => /new|latest|recent|old|earliest|нов|стар/u.test(lower));
  return { direction: down > 0 ? 'desc' : 'asc', isTime };
}
