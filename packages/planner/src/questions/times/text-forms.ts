import type { CatalogColumn, Expression } from '@ai-etl/core';
import { text } from '../../query/conditions/equality.ts';
import { binary, call, numeral } from '../expressions.ts';
import type { Operator } from '../form.ts';
import type { SeenValues } from '../states/state-index.ts';
import type { Edge, When } from './when.ts';

/** How a column of texts writes its days, where that is not ISO: "November 3, 2020", "03/11/2020", "2020". */
export type TextForm = 'words' | 'shortWords' | 'dayFirst' | 'monthFirst' | 'year';

export type TextForms = ReadonlyMap<CatalogColumn, TextForm>;

/** Where no values are known. */
export const noTextForms: TextForms = new Map();

const monthName = '[A-Z][a-z]{2,8}\\.?';
const day = '\\d{1,2}(?:st|nd|rd|th)?';
const worded = new RegExp(
  `^(?:[A-Z][a-z]+,? )?(?:${monthName} ${day},? |${day} (?:of )?${monthName},? |${monthName},? )\\d{4}$`,
  'u',
);
const slashed = /^(?<first>\d{1,2})[./-](?<second>\d{1,2})[./-]\d{4}$/u;

/** The forms of columns of text whose known values are days in one of them, all of them. */
export function textForms(seen: readonly SeenValues[]): TextForms {
  return new Map(
    seen.flatMap(({ field: { column }, values }): (readonly [CatalogColumn, TextForm])[] => {
      const form = column.type.kind === 'text' ? formOf([...values]) : null;
      return form === null ? [] : [[column, form]];
    }),
  );
}

function formOf(values: readonly string[]): TextForm | null {
  if (values.length === 0) return null;
  if (values.every((value) => /^(?:1[5-9]|20)\d\d$/u.test(value))) return 'year';
  if (values.every((value) => worded.test(value)))
    return values.some((value) => months.some((name) => name.length > 3 && value.includes(name)))
      ? 'words'
      : 'shortWords';
  const parts = values.map((value) => slashed.exec(value)?.groups);
  if (parts.some((part) => part === undefined)) return null;
  if (parts.some((part) => Number(part?.['first']) > 12)) return 'dayFirst';
  if (parts.some((part) => Number(part?.['second']) > 12)) return 'monthFirst';
  return values[0]?.includes('/') === true ? 'monthFirst' : 'dayFirst';
}

const months: readonly string[] =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** A stretch of time as a condition on such texts; null where they cannot say it. */
export function textWhen(operand: Expression, form: TextForm, when: When): Expression | null {
  if (when.month !== undefined) return likeMonth(operand, form, when.month, null);
  const { start, end } = when;
  const from = start === null ? null : dayOf(start);
  const to = end === null ? null : dayOf(end);
  if (from !== null && to !== null) {
    if (isYearStart(from) && isYearStart(to) && to.year === from.year + 1)
      return like(operand, `%${from.year}`);
    const isMonth = from.day === 1 && to.day === 1;
    const next =
      from.month === 12 ? { year: from.year + 1, month: 1 } : { ...from, month: from.month + 1 };
    if (isMonth && to.year === next.year && to.month === next.month)
      return likeMonth(operand, form, from.month, from.year);
  }
  const bounds = [
    ...(from === null ? [] : [isYearStart(from) ? compareYear(operand, 'ge', from.year) : null]),
    ...(to === null ? [] : [isYearStart(to) ? compareYear(operand, 'lt', to.year) : null]),
  ];
  const known = bounds.filter((one) => one !== null);
  const [first, second] = known;
  if (first === undefined || known.length < Number(start !== null) + Number(end !== null))
    return null;
  return second === undefined ? first : binary('and', first, second);
}

/** Compares the year that such a text ends in, letter by letter: all have four digits. */
export function compareYear(operand: Expression, op: Operator, year: number): Expression {
  const start = binary('subtract', call('length', [operand]), numeral(3));
  return binary(op, call('substring', [operand, start, numeral(4)]), text(String(year)));
}

function likeMonth(
  operand: Expression,
  form: TextForm,
  month: number,
  year: number | null,
): Expression | null {
  const two = String(month).padStart(2, '0');
  const end = year === null ? '' : String(year);
  switch (form) {
    case 'words':
      return like(operand, `%${months[month - 1] ?? ''}%${end}`);
    case 'shortWords':
      return like(operand, `%${(months[month - 1] ?? '').slice(0, 3)}%${end}`);
    case 'dayFirst':
      return like(operand, `%_${two}_${end === '' ? '____' : end}`);
    case 'monthFirst':
      return like(operand, `${two}_%${end}`);
    case 'year':
      return null;
  }
}

function like(operand: Expression, pattern: string): Expression {
  return { kind: 'like', operand, pattern: text(pattern), negated: false, caseInsensitive: false };
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dayOf(edge: Edge): Day | null {
  if (edge.kind === 'math') return null;
  const [year = 0, month = 0, date = 0] = edge.day.split('-').map(Number);
  return { year, month, day: date };
}

function isYearStart({ month, day: date }: Day): boolean {
  return month === 1 && date === 1;
}
