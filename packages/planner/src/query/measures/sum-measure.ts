import { claim, free } from '../../parse/reading.ts';
import { assumeColumn, columnOf, mentionAt, tableOf, type Asked } from '../asked.ts';
import { matchPhrase } from '../phrases.ts';
import type { ColumnRef } from '../question-ir.ts';
import { sumWords } from '../question-words.ts';
import { skipFillers } from '../skip-fillers.ts';
import { isMeasure, moneyColumns } from '../table-facts.ts';
import { countOf, measureOf, type ReadMeasure } from './make-measure.ts';
import { countAt } from './count-measure.ts';
import { moneyAt } from './money-measure.ts';

/** "total amount", "total number of orders", "sum of orders": a column, rows, or a table's money. */
export function sumAt(asked: Asked, at: number): ReadMeasure | null {
  const length = matchPhrase(asked.reading, at, sumWords);
  if (length === 0) return null;
  // "total amount": the word may be part of the column's own name.
  const whole = columnOf(asked, mentionAt(asked, at), isMeasure);
  const wholeMention = mentionAt(asked, at);
  if (whole !== null && wholeMention !== null) {
    return { measure: measureOf('sum', whole), start: at, end: wholeMention.end };
  }
  const next = skipFillers(asked, at + length);
  const counted = countAt(asked, next);
  if (counted !== null) return { ...counted, start: at };
  const mention = mentionAt(asked, next);
  const ref = columnOf(asked, mention, isMeasure);
  if (ref !== null && mention !== null) {
    return { measure: measureOf('sum', ref), start: at, end: mention.end };
  }
  const behind = behindState(asked, next);
  if (behind !== null) {
    claim(asked.reading, at, next);
    claim(asked.reading, behind.start, behind.end);
    return { measure: measureOf('sum', behind.ref), start: at, end: at };
  }
  const money = moneyAt(asked, next, at);
  if (money !== null) return money;
  const table = tableOf(mention);
  if (table === null || mention === null) return null;
  const isMoney = asked.reading.tokens
    .slice(at, at + length)
    .some(({ lower }) => /^(?:sum|сумм|how)/u.test(lower));
  const [column, ...others] = moneyColumns(table);
  if (isMoney && column !== undefined) {
    const taken = { table, column };
    const three = others.slice(0, 3).map((one) => ({ table, column: one }));
    assumeColumn(asked, [taken, ...three], {
      path: 'measure',
      because: 'the words name no column to add up',
    });
    return { measure: measureOf('sum', taken), start: at, end: mention.end };
  }
  return {
    measure: countOf(table),
    start: at,
    end: mention.end,
  };
}

/** "total unpaid amount": the state stays for the conditions. */
function behindState(
  asked: Asked,
  at: number,
): { readonly ref: ColumnRef; readonly start: number; readonly end: number } | null {
  const state = free(asked.reading, at);
  const isValue = mentionAt(asked, at)?.candidates[0]?.kind === 'value';
  if (state?.kind !== 'word' || (mentionAt(asked, at) !== null && !isValue)) return null;
  const mention = mentionAt(asked, at + 1);
  const ref = columnOf(asked, mention, isMeasure);
  return mention === null || ref === null ? null : { ref, start: mention.start, end: mention.end };
}
