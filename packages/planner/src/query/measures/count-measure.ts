import { claim } from '../../parse/reading.ts';
import { columnOf, mentionAt, tableOf, type Asked } from '../asked.ts';
import type { Mention } from '../mentions.ts';
import { matchPhrase } from '../phrases.ts';
import { countAfter, countWords, distinctWords } from '../question-words.ts';
import { skipFillers } from '../skip-fillers.ts';
import { countOf, type ReadMeasure } from './make-measure.ts';

/** "how many orders", "number of different cities", "count cancelled orders". */
export function countAt(asked: Asked, at: number): ReadMeasure | null {
  const { reading } = asked;
  const length = matchPhrase(reading, at, countWords);
  if (length === 0) return null;
  let next = skipFillers(asked, at + length);
  const distinct = matchPhrase(reading, next, distinctWords);
  next = distinct > 0 ? skipFillers(asked, next + distinct) : next;
  const mention = mentionAt(asked, next);
  if (mention === null) return countOfSubject(asked, at, next);
  const table = tableOf(mention);
  if (table !== null) {
    return {
      measure: countOf(table),
      start: at,
      end: mention.end,
    };
  }
  const ref = columnOf(asked, mention, (column) => column.type.kind !== 'bool');
  if (ref !== null) {
    return {
      measure: { fn: 'count', column: ref.column, table: ref.table, distinct: true },
      start: at,
      end: mention.end,
    };
  }
  // "how many cancelled or returned orders": the values stay, the table behind them is counted.
  const behind = tableBehind(asked, mention.end);
  const counted = tableOf(behind);
  if (counted === null) return null;
  claim(reading, at, next);
  claim(reading, behind?.start ?? at, behind?.end ?? at);
  return {
    measure: countOf(counted),
    start: at,
    end: at,
  };
}

/** "order count" */
export function countAfterAt(asked: Asked, at: number): ReadMeasure | null {
  const mention = mentionAt(asked, at);
  const table = tableOf(mention);
  if (mention === null || table === null) return null;
  const length = matchPhrase(asked.reading, mention.end, countAfter);
  return length === 0
    ? null
    : {
        measure: countOf(table),
        start: at,
        end: mention.end + length,
      };
}

/** The next table, past values and small words. */
function tableBehind(asked: Asked, at: number): Mention | null {
  let next = at;
  for (let step = 0; step < 4; step += 1) {
    next = skipFillers(asked, next);
    const mention = mentionAt(asked, next);
    if (mention === null || tableOf(mention) !== null) return mention;
    next = mention.end;
  }
  return null;
}

/** "orders of last month: how many?" */
function countOfSubject(asked: Asked, at: number, next: number): ReadMeasure | null {
  const after = asked.reading.tokens[next];
  const behind = tableBehind(asked, next + 1);
  const isEnd = after === undefined || after.kind === 'mark';
  const subject = isEnd
    ? asked.mentions.find((one) => one.end <= at && tableOf(one) !== null)
    : null;
  const table = tableOf(subject ?? behind);
  if (table === null) return null;
  if (isEnd) {
    return { measure: countOf(table), start: at, end: next };
  }
  // An unknown word before the table stays unknown: it is told.
  claim(asked.reading, at, next);
  claim(asked.reading, behind?.start ?? at, behind?.end ?? at);
  return { measure: countOf(table), start: at, end: at };
}
