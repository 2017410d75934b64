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

/** "sorted by price descending", "newest first". */
export function readOrder(asked: Asked): {
  readonly order: OrderIR | null;
  readonly direction: 'asc' | 'desc' | null;
} {
  const { reading } = asked;
  let order: OrderIR | null = null;
  let direction: 'asc' | 'desc' | null = null;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const length = matchPhrase(reading, at, orderWords);
    if (length > 0 && order === null) {
      let next = skipFillers(asked, at + length);
      const cheapest = matchPhrase(reading, next, minWords);
      const dearest = matchPhrase(reading, next, maxWords);
      if (cheapest + dearest > 0) {
        direction = cheapest > 0 ? 'asc' : 'desc';
        claim(reading, at, next + Math.max(cheapest, dearest));
        order = { by: null, direction };
        continue;
      }
      const measure = measureAt(asked, next) ?? extremeAt(asked, next);
      next = skipFillers(asked, next);
      const mention = mentionAt(asked, next);
      const ref = columnOf(asked, mention);
      if (measure !== null) {
        order = { by: measure.measure, direction: 'asc' };
        claim(reading, at, measure.end);
      } else if (ref !== null && mention !== null) {
        order = { by: ref, direction: 'asc' };
        claim(reading, at, mention.end);
      } else if (
        /^(?:it|them|count|total|that|this|sum|amount|number)$/u.test(
          reading.tokens[next]?.lower ?? '',
        )
      ) {
        order = { by: null, direction: 'asc' };
        claim(reading, at, next + 1);
      }
    }
    const down = matchPhrase(reading, at, descendingWords);
    const up = matchPhrase(reading, at, ascendingWords);
    if (down + up === 0) continue;
    direction = down > 0 ? 'desc' : 'asc';
    const isTime = reading.tokens
      .slice(at, at + Math.max(down, up))
      .some(({ lower }) => /new|latest|recent|old|earliest|нов|стар/u.test(lower));
    claim(reading, at, at + Math.max(down, up));
    if (isTime && order === null) order = { by: null, direction, time: true };
  }
  if (order !== null && direction !== null) order = { ...order, direction };
  return { order, direction };
}
