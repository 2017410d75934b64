import type { Period, TimeUnit } from '@ai-etl/core';
import { readDate } from '../parse/filter/read-value.ts';
import { readPeriod } from '../parse/filter/read-period.ts';
import { claim, free, is } from '../parse/reading.ts';
import { numberOf, textOf } from '../text/token.ts';
import type { Asked } from './asked.ts';
import { matchPhrase, phrases } from './phrases.ts';
import type { DayRange } from './question-ir.ts';

/** When something happened, as the words say it; which column holds it is decided later. */
export interface TimeWords {
  readonly period: Period | null;
  readonly range: DayRange | null;
  readonly words: string;
  /** Where the words begin: a verb before them may name the column. */
  readonly at: number;
}

const since = phrases(
  'since',
  'after',
  'from',
  'starting',
  'later than',
  'newer than',
  'с',
  'после',
  'начиная с',
  'позже',
);
const before = phrases(
  'before',
  'until',
  'till',
  'prior to',
  'earlier than',
  'older than',
  'up to',
  'до',
  'раньше',
  'ранее',
);
const between = phrases('between', 'from', 'с', 'между');
const and = phrases('and', 'to', 'till', 'until', 'through', '-', 'по', 'и', 'до');
const agoWords = phrases('ago', 'назад');
const older = phrases(
  'older than',
  'earlier than',
  'before',
  'more than',
  'старше',
  'раньше',
  'более',
  'больше',
);
const within = phrases(
  'in the',
  'over the',
  'within the',
  'during the',
  'for the',
  'in',
  'over',
  'within',
  'during',
  'for',
  'за',
  'в',
  'во',
  'на',
);
const toDate: readonly (readonly [ReturnType<typeof phrases>, Period])[] = [
  [phrases('year to date', 'ytd', 'с начала года'), { kind: 'current', unit: 'year' }],
  [phrases('month to date', 'mtd', 'с начала месяца'), { kind: 'current', unit: 'month' }],
  [phrases('tonight'), { kind: 'current', unit: 'day' }],
];

/** Reads and claims every relative date, date and range of dates. */
export function readTimes(asked: Asked): readonly TimeWords[] {
  const { reading } = asked;
  const found: TimeWords[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const time = timeAt(asked, at);
    if (time === null) continue;
    // A preposition before it belongs to it: "in the last month".
    let start = at;
    for (let back = 2; back >= 1; back -= 1) {
      if (at - back >= 0 && matchPhrase(reading, at - back, within) === back) {
        start = at - back;
        break;
      }
    }
    const evidence = claim(reading, start, time.end);
    found.push({ period: time.period, range: time.range, words: evidence.text, at: start });
  }
  return found;
}

interface TimeRead {
  readonly period: Period | null;
  readonly range: DayRange | null;
  readonly end: number;
}

function timeAt(asked: Asked, at: number): TimeRead | null {
  const { reading } = asked;
  for (const [list, period] of toDate) {
    const length = matchPhrase(reading, at, list);
    if (length > 0) return { period, range: null, end: at + length };
  }
  return (
    olderAt(asked, at) ??
    rangeAt(asked, at) ??
    boundAt(asked, at) ??
    spanAt(asked, at) ??
    periodAt(asked, at)
  );
}

/** "last month", "the past two weeks", "this year", "yesterday". */
function periodAt({ reading }: Asked, at: number): TimeRead | null {
  const read = readPeriod(reading, at);
  return read === null ? null : { period: read.period, range: null, end: read.end };
}

/** "more than 90 days ago", "older than 6 months". */
function olderAt({ reading }: Asked, at: number): TimeRead | null {
  const length = matchPhrase(reading, at, older);
  if (length === 0) return null;
  const count = numberOf(free(reading, at + length), 'number');
  const unit = unitOf(textOf(free(reading, at + length + 1), 'unit'));
  if (count === undefined || unit === null || !Number.isInteger(count) || count < 1) return null;
  const ago = matchPhrase(reading, at + length + 2, agoWords);
  const saysOld = free(reading, at)?.lower === 'older' || free(reading, at)?.lower === 'старше';
  if (ago === 0 && !saysOld) return null;
  return { period: { kind: 'before', unit, count }, range: null, end: at + length + 2 + ago };
}

/** "between 2024-01-01 and 2024-03-31": the last day belongs to it. */
function rangeAt(asked: Asked, at: number): TimeRead | null {
  const { reading } = asked;
  const open = matchPhrase(reading, at, between);
  if (open === 0) return null;
  const first = spanAt(asked, at + open);
  if (first?.range == null) return null;
  const join = matchPhrase(reading, first.end, and);
  const second = join === 0 ? null : spanAt(asked, first.end + join);
  if (second?.range == null) return null;
  return {
    period: null,
    range: { start: first.range.start, end: second.range.end },
    end: second.end,
  };
}

/** "since 2024-01-31", "before March 2024". "After" a day leaves that day out, "since" does not. */
function boundAt(asked: Asked, at: number): TimeRead | null {
  const { reading } = asked;
  const from = matchPhrase(reading, at, since);
  const until = matchPhrase(reading, at, before);
  if (from === 0 && until === 0) return null;
  const length = Math.max(from, until);
  const span = spanAt(asked, at + length);
  if (span?.range == null) return null;
  const word = free(reading, at)?.lower ?? '';
  if (from >= until) {
    const excludes = ['after', 'later', 'newer', 'после', 'позже'].includes(word);
    const start = excludes ? span.range.end : span.range.start;
    return { period: null, range: { start, end: null }, end: span.end };
  }
  const includes = ['until', 'till', 'up', 'through'].includes(word);
  const end = includes ? span.range.end : span.range.start;
  return { period: null, range: { start: null, end }, end: span.end };
}

/** A day, month, quarter or year as a range: "2024-01-31", "March 2024", "Q1 2024", "in 2024". */
function spanAt(asked: Asked, at: number): TimeRead | null {
  const { reading } = asked;
  const token = free(reading, at);
  if (token === undefined || token.quoted) return null;
  const quarter = /^q([1-4])$/u.exec(token.lower)?.[1];
  const next = yearOf(asked, at + 1);
  if (quarter !== undefined && next !== null) {
    const month = (Number(quarter) - 1) * 3 + 1;
    return { period: null, range: months(next, month, 3), end: at + 2 };
  }
  const month = numberOf(token, 'month');
  if (month !== undefined && next !== null) {
    return { period: null, range: months(next, month, 1), end: skipYearWord(asked, at + 2) };
  }
  if (
    token.kind === 'date' ||
    month !== undefined ||
    numberOf(token, 'ordinal') !== undefined ||
    token.kind === 'number'
  ) {
    const year = yearOf(asked, at);
    if (year !== null && token.kind === 'number' && saysYear(asked, at)) {
      return { period: null, range: months(year, 1, 12), end: skipYearWord(asked, at + 1) };
    }
    if (token.kind === 'number' && year !== null) return null;
    const read = readDate(reading, at);
    if (read === null || read.item.type !== 'date' || read.item.value.length < 10) return null;
    const start = read.item.value.slice(0, 10);
    return { period: null, range: { start, end: addDays(start, 1) }, end: read.end };
  }
  return null;
}

/** A bare number is a year after a preposition or before the word year: never after a comparison. */
function saysYear({ reading }: Asked, at: number): boolean {
  if (is(reading, at + 1, 'unit', 'year')) return true;
  const previous = reading.tokens[at - 1]?.lower ?? '';
  return /^(?:in|of|during|for|year|since|before|after|from|to|until|till|between|and|through|в|за|с|до|после|по|и|года?|году)$/u.test(
    previous,
  );
}

function skipYearWord({ reading }: Asked, at: number): number {
  return free(reading, at)?.lower.startsWith('год') === true ? at + 1 : at;
}

function yearOf({ reading }: Asked, at: number): number | null {
  const token = free(reading, at);
  return token?.kind === 'number' && /^(?:19|20)\d{2}$/u.test(token.text)
    ? Number(token.text)
    : null;
}

function months(year: number, month: number, count: number): DayRange {
  const day = (index: number) => new Date(Date.UTC(year, index - 1, 1)).toISOString().slice(0, 10);
  return { start: day(month), end: day(month + count) };
}

function addDays(iso: string, count: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

const units: readonly TimeUnit[] = [
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
];

function unitOf(word: string | undefined): TimeUnit | null {
  return units.find((unit) => unit === word) ?? null;
}
