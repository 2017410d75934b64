import { lookUp } from '../../lexicon/lexicon.ts';
import { has, numberOf, textOf } from '../../text/token.ts';
import { readList } from '../list.ts';
import { free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import type { FactRead, MonthDay } from './fact.ts';

/** Reads weekdays: "Mondays", "Mon-Fri", "Monday and Thursday", "weekdays", "except Sundays". */
export function readWeekdays(reading: Reading, at: number): FactRead | null {
  const led = is(reading, at, 'except') || (is(reading, at, 'not') && !is(reading, at, 'only'));
  const lead = skip(reading, at, 'except', 'not', 'on', 'every', 'determiner', 'only', 'at', 'in');
  const list = readList(reading, lead, (index) =>
    readWeekdayItem(reading, skip(reading, index, 'on', 'every')),
  );
  if (list === null) return null;
  // "weekends excluded"
  const isShut = /^(?:excluded|excepted|off)$/u.test(free(reading, list.end)?.lower ?? '');
  const except = led || isShut;
  const days = [...new Set(list.items.flatMap((item) => item.days))].sort((a, b) => a - b);
  const group = except || list.items.some((item) => item.group);
  const kept = except ? [0, 1, 2, 3, 4, 5, 6].filter((day) => !days.includes(day)) : days;
  const end = isShut || is(reading, list.end, 'only') ? list.end + 1 : list.end;
  return { body: { kind: 'weekdays', days: kept, group }, end };
}

function readWeekdayItem(
  reading: Reading,
  at: number,
): {
  readonly item: { readonly days: readonly number[]; readonly group: boolean };
  readonly end: number;
} | null {
  const group = textOf(free(reading, at), 'day_group');
  // "per courier_id and weekday": what is grouped by.
  const isKey =
    free(reading, at)?.lower === 'weekday' &&
    (is(reading, at - 1, 'and') || /^(?:per|by)$/u.test(reading.tokens[at - 1]?.lower ?? ''));
  if (group !== undefined && !isKey) {
    const days = group === '1-5' ? [1, 2, 3, 4, 5] : [0, 6];
    return { item: { days, group: true }, end: at + 1 };
  }
  const hyphened = readHyphened(free(reading, at)?.lower ?? '');
  if (hyphened !== null) return { item: { days: hyphened, group: true }, end: at + 1 };
  const first = numberOf(free(reading, at), 'weekday');
  if (first === undefined) return null;
  const to =
    is(reading, at + 1, 'to') ||
    is(reading, at + 1, 'on') ||
    isMarkAt(reading, at + 1, '-', '–', '—') ||
    is(reading, at + 1, 'cmp', 'until');
  const last = to ? numberOf(free(reading, at + 2), 'weekday') : undefined;
  if (last === undefined) return { item: { days: [first], group: false }, end: at + 1 };
  return { item: { days: daysBetween(first, last), group: true }, end: at + 3 };
}

/** "mon-fri", written as one word. */
function readHyphened(word: string): readonly number[] | null {
  const [from, to, ...more] = word.split('-').map((part) => weekdayOf(part));
  if (from === undefined || to === undefined || more.length > 0) return null;
  return daysBetween(from, to);
}

function weekdayOf(word: string): number | undefined {
  const value = lookUp(word).find((sense) => sense.tag === 'weekday')?.value;
  return typeof value === 'number' ? value : undefined;
}

/** From one weekday to another, over the weekend if need be. */
function daysBetween(first: number, last: number): readonly number[] {
  const days = [first];
  while (days.at(-1) !== last && days.length < 7) days.push(((days.at(-1) ?? 0) + 1) % 7);
  return days;
}

/** "first Monday of the month", "second and fourth Tuesday of each month", "last Friday". */
export function readNthWeekday(reading: Reading, at: number): FactRead | null {
  const lead = skip(reading, at, 'on', 'determiner', 'every', 'at');
  const places = readList(reading, lead, (index) => {
    const start = skip(reading, index, 'determiner');
    const nth = placeAt(reading, start);
    return nth === null ? null : { item: nth, end: start + 1 };
  });
  if (places === null) return null;
  const day = numberOf(free(reading, places.end), 'weekday');
  if (day === undefined) return null;
  const end = skipMonthTail(reading, places.end + 1);
  // "of each quarter" is read behind this, as the rhythm it is; "monthly" may stand anywhere.
  const isDue = end > places.end + 1 || isOfLongerRhythm(reading, end) || isMonthly(reading);
  if (!isDue) return null;
  const days = places.items.map((nth) => (nth === 'last' ? `${day}L` : `${day}#${nth}`));
  return { body: { kind: 'nth_weekdays', days }, end };
}

function isOfLongerRhythm(reading: Reading, at: number): boolean {
  const lead = skip(reading, at, 'of', 'every', 'determiner', 'in');
  return is(reading, lead, 'unit', 'quarter') || is(reading, lead, 'unit', 'year');
}

/** "monthly", "every month": the days that are named are days of the month. */
function isMonthly(reading: Reading): boolean {
  return reading.tokens.some((token) => /^(?:monthly|ежемесячно|помесячно)$/u.test(token.lower));
}

/** The first to the fifth, or the last. */
function placeAt(reading: Reading, at: number): number | 'last' | null {
  if (is(reading, at, 'last')) return 'last';
  const nth = numberOf(free(reading, at), 'ordinal');
  return nth === undefined || nth > 5 ? null : nth;
}

/** "on the 15th of every month", "first of the month", "10th and 25th", "last day of the month". */
export function readMonthDays(reading: Reading, at: number): FactRead | null {
  const lead = skip(reading, at, 'on', 'every', 'determiner', 'at', 'in', 'by');
  const list = readList(reading, lead, (index) =>
    readMonthDay(reading, skip(reading, index, 'determiner', 'on')),
  );
  if (list === null) return null;
  const end = is(reading, list.end, 'unit', 'day') ? list.end + 1 : list.end;
  const months = readMonths(reading, end);
  if (months !== null) {
    return {
      body: { kind: 'dates', days: list.items.map((item) => item.day), months: months.items },
      end: months.end,
    };
  }
  const closing = readQuarterEnd(reading, end);
  if (closing !== null && list.items.every((item) => item.day === 'L'))
    return { body: { kind: 'dates', days: ['L'], months: [3, 6, 9, 12] }, end: closing };
  const tail = skipMonthTail(reading, end);
  const plain =
    list.items.every((item) => item.numeric) &&
    (lead > at || end > list.end || list.items.length > 1);
  const working = list.items.every((item) => item.day === 'LW' || item.day === '1W');
  const isDue = working && (isMonthly(reading) || isOfLongerRhythm(reading, end));
  // "…, 1st at 6": a day of the month before a time of day.
  const isTimed =
    list.items.length === 1 &&
    numberOf(free(reading, lead), 'ordinal') !== undefined &&
    /^\d/u.test(free(reading, lead)?.text ?? '') &&
    is(reading, end, 'at') &&
    (free(reading, end + 1)?.kind === 'number' || free(reading, end + 1)?.kind === 'time');
  if (tail === end && !plain && !isDue && !isTimed) return null;
  return { body: { kind: 'month_days', days: list.items.map((item) => item.day) }, end: tail };
}

/** "of the quarter": its last day is that of March, June, September and December. */
function readQuarterEnd(reading: Reading, at: number): number | null {
  const unit = skip(reading, at, 'of', 'every', 'determiner');
  // "в конце квартала"
  const isGenitive = free(reading, unit)?.lower.startsWith('квартала') === true;
  const isLed = unit > at || isGenitive;
  return isLed && is(reading, unit, 'unit', 'quarter') ? unit + 1 : null;
}

/** Reads "at month end", "every quarter end", "at quarter-end": the last day of it. */
export function readPeriodEnd(reading: Reading, at: number): FactRead | null {
  const lead = skip(reading, at, 'on', 'at', 'every', 'determiner');
  const [unit = '', joined] = (free(reading, lead)?.lower ?? '').split('-');
  const isJoined = joined === 'end' || joined === 'ends';
  const behind = /^ends?$/u.test(free(reading, lead + 1)?.lower ?? '');
  if (lead === at || !(isJoined || behind)) return null;
  const end = isJoined ? lead + 1 : lead + 2;
  if (unit === 'month') return { body: { kind: 'month_days', days: ['L'] }, end };
  return unit === 'quarter'
    ? { body: { kind: 'dates', days: ['L'], months: [3, 6, 9, 12] }, end }
    : null;
}

interface MonthDayItem {
  readonly day: MonthDay;
  /** Written with a digit, so it can stand without "of the month". */
  readonly numeric: boolean;
}

function readMonthDay(
  reading: Reading,
  at: number,
): { readonly item: MonthDayItem; readonly end: number } | null {
  const token = free(reading, at);
  const ordinal = numberOf(token, 'ordinal');
  if (textOf(free(reading, at + 1), 'day_group') === '1-5') {
    const isLast = has(token, 'last');
    if (!isLast && ordinal !== 1) return null;
    return { item: { day: isLast ? 'LW' : '1W', numeric: false }, end: at + 2 };
  }
  if (ordinal !== undefined && ordinal <= 31) {
    return { item: { day: ordinal, numeric: /^\d/u.test(token?.text ?? '') }, end: at + 1 };
  }
  if (has(token, 'last') && isMonthEnd(reading, at)) {
    return { item: { day: 'L', numeric: false }, end: at + 1 };
  }
  // "15 числа" and "31 February": a plain number is a day when a day word or a month follows.
  const day = token?.kind === 'number' ? token.number : undefined;
  const named = is(reading, at + 1, 'month') || isNamedFurther(reading, at + 1);
  if (day === undefined || !named || day < 1 || day > 31) return null;
  return { item: { day, numeric: true }, end: at + 1 };
}

/** "10 и 25 числа": the word stands behind the last of them. */
function isNamedFurther(reading: Reading, at: number): boolean {
  let next = at;
  while (next < at + 8) {
    if (free(reading, next)?.lower.startsWith('числ') === true) return true;
    const joint = is(reading, next, 'and') || isMarkAt(reading, next, ',');
    if (!joint || free(reading, next + 1)?.kind !== 'number') return false;
    next += 2;
  }
  return false;
}

/** "last day", "end of the month"; but not "last month", which is a period. */
function isMonthEnd(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  return word.includes('end') || word.startsWith('кон') || is(reading, at + 1, 'unit', 'day');
}

/** Months after a day: "of January, April and July". */
function readMonths(
  reading: Reading,
  at: number,
): { readonly items: readonly number[]; readonly end: number } | null {
  return readList(reading, skip(reading, at, 'of', 'in', 'determiner'), (index) => {
    const month = numberOf(free(reading, index), 'month');
    return month === undefined ? null : { item: month, end: index + 1 };
  });
}

/** Reads "1 Jan and 1 Jul": pairs whose day is the same. */
export function readDates(reading: Reading, at: number): FactRead | null {
  const lead = skip(reading, at, 'on', 'every', 'determiner', 'at');
  const list = readList(reading, lead, (index) => {
    // "January 15 and July 15"
    const first = numberOf(free(reading, index), 'month');
    const behind =
      free(reading, index + 1)?.number ?? numberOf(free(reading, index + 1), 'ordinal');
    if (first !== undefined && behind !== undefined && behind <= 31) {
      return { item: { day: behind, month: first }, end: index + 2 };
    }
    const day = free(reading, index)?.number ?? numberOf(free(reading, index), 'ordinal');
    const of = skip(reading, index + 1, 'of');
    const month = numberOf(free(reading, of), 'month');
    if (day === undefined || month === undefined || day > 31) return null;
    return { item: { day, month }, end: of + 1 };
  });
  // A single date may go on with more months: "on the 5th of January, April and July".
  const [only] = list?.items ?? [];
  if (list !== null && only !== undefined && list.items.length === 1) {
    // "on January 2nd": nothing can follow the day.
    const isMonthFirst = numberOf(free(reading, lead), 'month') !== undefined && lead > at;
    return isMonthFirst
      ? { body: { kind: 'dates', days: [only.day], months: [only.month] }, end: list.end }
      : null;
  }
  if (list === null) return null;
  const days = [...new Set(list.items.map((item) => item.day))];
  const months = [...new Set(list.items.map((item) => item.month))];
  if (days.length > 1 && months.length > 1) {
    return {
      body: {
        kind: 'impossible',
        problem: 'one cron cannot hold several dates with different days',
        nearest: list.items.slice(0, 3).map((item) => `0 2 ${item.day} ${item.month} *`),
      },
      end: list.end,
    };
  }
  return { body: { kind: 'dates', days, months }, end: list.end };
}

/** Past "of the month", "of every month", "месяца"; unchanged when there is none. */
function skipMonthTail(reading: Reading, at: number): number {
  const lead = skip(reading, at, 'of', 'every', 'determiner', 'in');
  return is(reading, lead, 'unit', 'month') ? lead + 1 : at;
}
