import type { Measure } from '../../ir/index.ts';
import { free, is, skip, type Reading } from '../reading.ts';

const money =
  /^(?:revenues?|turnover|income|spend|spending|spendings|takings|proceeds|profits?|выручк\p{L}*|оборот\p{L}*|доход\p{L}*|прибыль|траты|расходы)$/u;
const leads =
  /^(?:per|by|for each|for every|broken down by|split by|grouped by|in each|по|в разрезе|с разбивкой по|за)$/u;

/** What is earned or spent, before what it is grouped by, and where the words end. */
export interface MoneyMeasure {
  readonly measures: readonly Measure[];
  readonly end: number;
}

/** "revenue per region", "выручку по регионам": its sum, where no function stands before it. */
export function readMoney(reading: Reading, at: number): MoneyMeasure | null {
  const start = skip(reading, at, 'determiner');
  const token = free(reading, start);
  if (token === undefined || token.quoted || !isMoneyBeforeGroup(reading, start)) return null;
  return { measures: [{ fn: 'sum', column: nominative(token.lower) }], end: start + 1 };
}

/** Whether a word for money stands here, and what it is grouped by behind it. */
export function isMoneyBeforeGroup(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  return (
    money.test(word) && leads.test(free(reading, at + 1)?.lower ?? '') && !is(reading, at, 'system')
  );
}

/** The word as a column would be called by it. */
function nominative(word: string): string {
  if (word.startsWith('выручк')) return 'выручка';
  if (word.startsWith('оборот')) return 'оборот';
  return word.startsWith('доход') ? 'доход' : word;
}
