import { has, numberOf, textOf } from '../../text/token.ts';
import { readList } from '../list.ts';
import { endsClause, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import type { Daypart, FactRead, RepeatUnit } from './fact.ts';

const units: ReadonlySet<string> = new Set([
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
]);

function isRepeatUnit(unit: string | undefined): unit is RepeatUnit {
  return unit !== undefined && units.has(unit);
}

/** Reads "every 15 minutes", "every other day", "each hour", "every half hour", "раз в сутки". */
export function readEvery(reading: Reading, at: number): FactRead | null {
  // "for each day and shop": what is grouped by.
  if (!is(reading, at, 'every') || free(reading, at - 1)?.lower === 'for') return null;
  const next = at + 1;
  if (is(reading, next, 'frequency', 'half_hour_unit')) return repeat('minute', 30, next + 1);
  const quarter = is(reading, next, 'quarter_hour')
    ? skip(reading, next + 1, 'of', 'determiner')
    : -1;
  if (quarter > 0 && is(reading, quarter, 'unit', 'hour')) return repeat('minute', 15, quarter + 1);
  if (is(reading, next, 'half') && is(reading, next + 1, 'unit', 'hour')) {
    return repeat('minute', 30, next + 2);
  }
  if (is(reading, next, 'half') && is(reading, next + 1, 'unit', 'year')) {
    return repeat('half_year', 1, next + 2);
  }
  const counted = numberOf(free(reading, next), 'number');
  const other = counted === undefined && is(reading, next, 'other');
  const place = counted !== undefined || other ? next + 1 : next;
  const daypart = textOf(free(reading, place), 'daypart');
  const unit = textOf(free(reading, place), 'unit');
  if (unit === 'second') return seconds(place + 1);
  if (isRepeatUnit(unit)) return repeat(unit, counted ?? (other ? 2 : 1), place + 1);
  return isDaypart(daypart) ? { body: { kind: 'daypart', part: daypart }, end: place + 1 } : null;
}

/** Reads "daily", "nightly", "weekly", "mornings". */
export function readFrequency(reading: Reading, at: number): FactRead | null {
  const frequency = textOf(free(reading, at), 'frequency');
  // "Friday evening", "Monday nights"
  const part = textOf(free(reading, at), 'daypart');
  if (isDaypart(part) && has(reading.tokens[at - 1], 'weekday'))
    return { body: { kind: 'daypart', part, ofDay: true }, end: at + 1 };
  if (frequency === undefined || isTitle(reading, at)) return null;
  const end = at + 1;
  switch (frequency) {
    case 'half_hour':
    case 'half_hour_unit':
      return repeat('minute', 30, end);
    case 'two_weeks':
      return repeat('week', 2, end);
    case 'half_year':
      return repeat('half_year', 1, end);
    case 'night':
    case 'morning':
    case 'evening':
      return { body: { kind: 'daypart', part: frequency }, end };
    default:
      return isRepeatUnit(frequency) ? repeat(frequency, 1, end) : null;
  }
}

/** "on the hour, 8 to 18": each hour, where no other rhythm is told. */
export function readOnTheHour(reading: Reading, at: number): FactRead | null {
  const lead = skip(reading, at, 'on', 'determiner');
  if (lead === at || !is(reading, at, 'on') || !is(reading, lead, 'unit', 'hour')) return null;
  if (reading.tokens[lead]?.lower !== 'hour') return null;
  const isTold = reading.tokens.some((token) => has(token, 'every') || has(token, 'frequency'));
  return isTold ? null : repeat('hour', 1, lead + 1);
}

/** Reads "twice a day", "3 times per week", "два раза в день", "once daily". */
export function readCount(reading: Reading, at: number): FactRead | null {
  if (isThan(reading, at)) return null;
  const start = is(reading, at, 'cmp', '=') ? at + 1 : at;
  const seldom = readSeldom(reading, at);
  if (seldom !== null) return seldom;
  const times =
    numberOf(free(reading, start), 'number') ?? (is(reading, start, 'manual') ? 1 : undefined);
  if (times === undefined || !Number.isInteger(times) || times < 1) return null;
  const place = skip(reading, start + 1, 'times');
  const word = free(reading, start)?.lower ?? '';
  if (place === start + 1 && !['twice', 'thrice', 'once', 'дважды', 'трижды'].includes(word))
    return null;
  const frequency = textOf(free(reading, place), 'frequency');
  if (isRepeatUnit(frequency)) return { body: countBody(times, frequency), end: place + 1 };
  const lead = skip(reading, place, 'per', 'determiner', 'every', 'in', 'every');
  const unit = textOf(free(reading, lead), 'unit');
  return lead > place && isRepeatUnit(unit)
    ? { body: countBody(times, unit), end: lead + 1 }
    : null;
}

/** "occurs more than once": a number of rows, no rhythm. */
export function isThan(reading: Reading, at: number): boolean {
  return reading.tokens[at - 1]?.lower.endsWith('than') === true;
}

/** "Weekly top list: …, every 10 minutes": a name of the thing, where another rhythm is told. */
function isTitle(reading: Reading, at: number): boolean {
  if (at > 0 || !reading.tokens.some((token) => has(token, 'every'))) return false;
  for (let next = 1; next < 5; next += 1) {
    if (isMarkAt(reading, next, ':')) return next > 1;
    if (free(reading, next)?.kind !== 'word') return false;
  }
  return false;
}

/** "не чаще раза в неделю", "no more often than once a month": a rhythm of its own. */
function readSeldom(reading: Reading, at: number): FactRead | null {
  const word = (ahead: number): string => free(reading, at + ahead)?.lower ?? '';
  if (word(0) !== 'не' || word(1) !== 'чаще') return null;
  const once = /^(?:раза|одного раза|чем раз|раз)$/u.test(word(2));
  const start = once ? at + 3 : at + 2;
  const lead = skip(reading, start, 'per', 'in', 'every', 'determiner');
  const unit = textOf(free(reading, lead), 'unit');
  return isRepeatUnit(unit) ? repeat(unit, 1, lead + 1) : null;
}

/** Reads "at 10 and 40 minutes past every hour", "at minute 15 of each hour", "at the 15th minute", "15 past the hour". */
export function readMinutesPast(reading: Reading, at: number): FactRead | null {
  const lead = skip(reading, at, 'at', 'on', 'determiner');
  const half = readOnHalf(reading, at);
  if (half !== null) return half;
  const colon = readColonMinutes(reading, lead);
  if (colon !== null && isHourly(reading)) return colon;
  const named = is(reading, lead, 'unit', 'minute') ? lead + 1 : lead;
  const list = readList(reading, named, (index) => {
    const minute = is(reading, index, 'half')
      ? 30
      : is(reading, index, 'quarter_hour')
        ? 15
        : (numberOf(free(reading, index), 'number') ?? numberOf(free(reading, index), 'ordinal'));
    return minute === undefined || minute > 59 ? null : { item: minute, end: index + 1 };
  });
  if (list === null) return null;
  // "hourly at minute 20": the word minute before the number is enough.
  if (named > lead && lead > at && isHourly(reading)) return minutes(list.items, list.end);
  const unit = skip(reading, list.end, 'unit');
  if (unit > list.end && !is(reading, list.end, 'unit', 'minute')) return null;
  const past = skip(reading, unit, 'past', 'of');
  const hour = skip(reading, past, 'every', 'determiner');
  // "каждый час в 15 минут": behind "at" the word minutes says of the hour where in it.
  const isLed = is(reading, at, 'at') || is(reading, at, 'on');
  const isInHour = unit > list.end && lead > at && isLed && isHourly(reading);
  if (isInHour && past === unit) return minutes(list.items, unit);
  // "at 15 and 45 past, …": the hour is understood.
  const isShort = past > unit && is(reading, unit, 'past', 'past') && lead > at;
  if (isShort && (endsClause(reading, past) || isMarkAt(reading, past, ',')))
    return minutes(list.items, past);
  if (past === unit || hour === past || !is(reading, hour, 'unit', 'hour')) return null;
  return minutes(list.items, hour + 1);
}

/** "every hour on the half hour" */
function readOnHalf(reading: Reading, at: number): FactRead | null {
  const lead = skip(reading, at, 'at', 'on', 'determiner');
  const half = is(reading, lead, 'frequency', 'half_hour_unit');
  const split = is(reading, lead, 'half') && is(reading, lead + 1, 'unit', 'hour');
  if (lead === at || !isHourly(reading) || !(half || split)) return null;
  return minutes([30], half ? lead + 1 : lead + 2);
}

/** "hourly at :20", "at xx:05 and xx:35" */
function readColonMinutes(reading: Reading, at: number): FactRead | null {
  const list = readList(reading, at, (index) => {
    const colon = /^(?:xx|hh)$/u.test(free(reading, index)?.lower ?? '') ? index + 1 : index;
    const minute = free(reading, colon + 1);
    if (!isMarkAt(reading, colon, ':') || minute?.kind !== 'number') return null;
    const value = minute.number ?? 60;
    return value > 59 || minute.text.length !== 2 ? null : { item: value, end: colon + 2 };
  });
  return list === null ? null : minutes(list.items, list.end);
}

function minutes(items: readonly number[], end: number): FactRead {
  return { body: { kind: 'minutes', minutes: [...items].sort((a, b) => a - b) }, end };
}

/** Whether the text says that it runs each hour. */
function isHourly(reading: Reading): boolean {
  return reading.tokens.some(
    (token, at) =>
      has(token, 'frequency', 'hour') ||
      (has(token, 'every') && has(reading.tokens[at + 1], 'unit', 'hour')),
  );
}

function countBody(times: number, unit: RepeatUnit): FactRead['body'] {
  return times === 1 ? { kind: 'repeat', unit, count: 1 } : { kind: 'count', times, unit };
}

function repeat(unit: RepeatUnit, count: number, end: number): FactRead {
  return { body: { kind: 'repeat', unit, count }, end };
}

function seconds(end: number): FactRead {
  return {
    body: {
      kind: 'impossible',
      problem: 'the shortest interval is one minute, seconds are not possible',
      nearest: ['* * * * *'],
    },
    end,
  };
}

function isDaypart(text: string | undefined): text is Daypart {
  return text !== undefined && ['morning', 'afternoon', 'day', 'evening', 'night'].includes(text);
}
