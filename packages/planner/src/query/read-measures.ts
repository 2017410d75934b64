import { isTemporal, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import { claim, free } from '../parse/reading.ts';
import { columnOf, mentionAt, tableOf, type Asked } from './asked.ts';
import type { Mention } from './mentions.ts';
import { matchPhrase, phrases, type Phrases } from './phrases.ts';
import type { ColumnRef, MeasureFunction, MeasureIR } from './question-ir.ts';
import {
  averageWords,
  countAfter,
  countWords,
  distinctWords,
  fillerWords,
  maxWords,
  medianWords,
  minWords,
  sumWords,
  withWords,
} from './question-words.ts';
import { isMeasure, moneyColumns } from './table-facts.ts';

export const moneyWords: Phrases = phrases(
  'revenue',
  'sales',
  'turnover',
  'income',
  'earnings',
  'proceeds',
  'spend',
  'spending',
  'spent',
  'money',
  'money spent',
  'money earned',
  'revenues',
  'sales revenue',
  'sales amount',
  'order value',
  'выручк*',
  'оборот*',
  'продаж*',
  'доход*',
  'потратил*',
  'денег',
  'деньги',
);

/** A measure where it was read. */
export interface ReadMeasure {
  readonly measure: MeasureIR;
  readonly start: number;
  readonly end: number;
}

/** Reads a measure that begins at a token: "how many orders", "total amount", "revenue". Claims nothing. */
export function measureAt(asked: Asked, at: number): ReadMeasure | null {
  return (
    countAt(asked, at) ??
    aggregateAt(asked, at, { fn: 'avg', words: averageWords }) ??
    aggregateAt(asked, at, { fn: 'median', words: medianWords }) ??
    sumAt(asked, at) ??
    moneyAt(asked, at, at) ??
    countAfterAt(asked, at)
  );
}

/** "highest salary", "earliest order date": a value, when no row is asked for. */
export function extremeAt(asked: Asked, at: number): ReadMeasure | null {
  return (
    aggregateAt(asked, at, { fn: 'max', words: maxWords }) ??
    aggregateAt(asked, at, { fn: 'min', words: minWords })
  );
}

/** Claims the words of a measure. */
export function claimMeasure(asked: Asked, { start, end }: ReadMeasure): void {
  claim(asked.reading, start, end);
}

function countAt(asked: Asked, at: number): ReadMeasure | null {
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
      measure: { fn: 'count', column: null, table, distinct: false },
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
    measure: { fn: 'count', column: null, table: counted, distinct: false },
    start: at,
    end: at,
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
    return { measure: { fn: 'count', column: null, table, distinct: false }, start: at, end: next };
  }
  // An unknown word before the table stays unknown: it is told.
  claim(asked.reading, at, next);
  claim(asked.reading, behind?.start ?? at, behind?.end ?? at);
  return { measure: { fn: 'count', column: null, table, distinct: false }, start: at, end: at };
}

/** "minimum and maximum price", "average, highest and lowest salary": several of one column. */
export function severalAt(
  asked: Asked,
  at: number,
): { readonly measures: readonly MeasureIR[]; readonly end: number } | null {
  const functions: readonly (readonly [MeasureFunction, Phrases])[] = [
    ['avg', averageWords],
    ['median', medianWords],
    ['max', maxWords],
    ['min', minWords],
    ['sum', sumWords],
  ];
  const found: MeasureFunction[] = [];
  let next = at;
  for (;;) {
    const place = skipFillers(asked, next, 2);
    const hit = functions
      .map(([fn, list]) => ({ fn, length: matchPhrase(asked.reading, place, list) }))
      .find((one) => one.length > 0);
    if (hit === undefined) break;
    found.push(hit.fn);
    next = place + hit.length;
    while (/^(?:and|,|и)$/u.test(free(asked.reading, next)?.lower ?? '')) next += 1;
  }
  if (found.length < 2) return null;
  const mention = mentionAt(asked, skipFillers(asked, next));
  const ref = columnOf(asked, mention, isMeasure);
  if (ref === null || mention === null) return null;
  return { measures: found.map((fn) => measureOf(fn, ref)), end: mention.end };
}

/** "order count" */
function countAfterAt(asked: Asked, at: number): ReadMeasure | null {
  const mention = mentionAt(asked, at);
  const table = tableOf(mention);
  if (mention === null || table === null) return null;
  const length = matchPhrase(asked.reading, mention.end, countAfter);
  return length === 0
    ? null
    : {
        measure: { fn: 'count', column: null, table, distinct: false },
        start: at,
        end: mention.end + length,
      };
}

function aggregateAt(
  asked: Asked,
  at: number,
  { fn, words }: { readonly fn: MeasureFunction; readonly words: Phrases },
): ReadMeasure | null {
  const length = matchPhrase(asked.reading, at, words);
  if (length === 0) return null;
  const next = skipFillers(asked, at + length);
  const mention = mentionAt(asked, next);
  const ordered = (column: CatalogColumn, table: CatalogTable) =>
    isMeasure(column, table) || ((fn === 'max' || fn === 'min') && isTemporal(column.type));
  const ref = columnOf(asked, mention, ordered);
  if (ref !== null && mention !== null) {
    return { measure: measureOf(fn, ref), start: at, end: mention.end };
  }
  return withFn(moneyAt(asked, next, at), fn);
}

function sumAt(asked: Asked, at: number): ReadMeasure | null {
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
  const [column] = moneyColumns(table);
  if (isMoney && column !== undefined) {
    asked.assumptions.push({
      path: 'measure',
      value: `${table.object.name}.${column.name}`,
      because: 'the words name no column to add up',
      alternatives: moneyColumns(table)
        .slice(1, 4)
        .map((one) => `${table.object.name}.${one.name}`),
    });
    return { measure: measureOf('sum', { table, column }), start: at, end: mention.end };
  }
  return {
    measure: { fn: 'count', column: null, table, distinct: false },
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

/** "revenue", "sales": the money column of the tables that are named, or the one there is. */
function moneyAt(asked: Asked, at: number, start: number): ReadMeasure | null {
  const length = matchPhrase(asked.reading, at, moneyWords);
  const mention = mentionAt(asked, at);
  const named = columnOf(asked, mention, isMeasure);
  if (named !== null && mention !== null && at === start && length > 0) {
    return { measure: measureOf('sum', named), start, end: mention.end };
  }
  if (length === 0) return null;
  // A table of that name is a table.
  if (tableOf(mention) !== null && (mention?.candidates[0]?.score ?? 0) >= 0.95) return null;
  const pool = asked.named.size > 0 ? [...asked.named] : asked.schema.tables;
  const holders = (list: readonly CatalogTable[]) =>
    list.flatMap((table) => {
      const [column] = moneyColumns(table);
      return column === undefined ? [] : [{ table, column }];
    });
  const own = holders(pool);
  const all = own.length > 0 ? own : holders(asked.schema.tables);
  const ranked = all.toSorted((a, b) => totalRank(b) - totalRank(a));
  const [best, ...others] = ranked;
  if (best === undefined) return null;
  asked.assumptions.push({
    path: 'measure',
    value: `${best.table.object.name}.${best.column.name}`,
    because: `"${words(asked, at, at + length)}" names no column; this one holds money`,
    alternatives: others.slice(0, 4).map((one) => `${one.table.object.name}.${one.column.name}`),
  });
  return { measure: measureOf('sum', best), start, end: at + length };
}

/** Orders and sales before payments, refunds and costs. */
function totalRank({ table, column }: ColumnRef): number {
  const name = table.object.name.toLowerCase();
  const base = /order|sale|purchase|invoice|bill|booking/u.test(name) ? 4 : 0;
  const line = /item|line|detail/u.test(name) ? -1 : 0;
  const total = /total|revenue|amount/u.test(column.name.toLowerCase()) ? 2 : 0;
  const back = /return|refund|cost/u.test(`${name} ${column.name}`) ? -5 : 0;
  return base + line + total + back;
}

function measureOf(fn: MeasureFunction, { table, column }: ColumnRef): MeasureIR {
  return { fn, column, table, distinct: false };
}

function withFn(read: ReadMeasure | null, fn: MeasureFunction): ReadMeasure | null {
  return read === null ? null : { ...read, measure: { ...read.measure, fn } };
}

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

function words(asked: Asked, from: number, to: number): string {
  return asked.reading.tokens
    .slice(from, to)
    .map((token) => token.text)
    .join(' ');
}
