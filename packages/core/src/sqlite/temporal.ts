import { parseTimeUnit } from '../expression/time-unit.ts';
import type { TimeUnit } from '../expression/ast.ts';
import { moveWallClock, startOfUnit, wallClockAt } from '../time/zoned-time.ts';
import { dateText, isDateText, momentText, parseMoment, type Moment } from './moment.ts';
import {
  asCount,
  asText,
  SqliteMisfit,
  strict,
  type Present,
  type SqliteFunction,
} from './value.ts';

function unitOf(value: Present | undefined): TimeUnit {
  const unit = parseTimeUnit(asText(value));
  if (unit === undefined) throw new SqliteMisfit(`"${asText(value)}" is no unit of time`);
  return unit;
}

/** Writes a moment as a date when it was one. */
function like(text: string, moment: Moment): string {
  return isDateText(text) ? dateText(moment) : momentText(moment);
}

function truncate(unit: TimeUnit, text: string): string {
  const { seconds } = parseMoment(text);
  return like(text, { seconds: startOfUnit(seconds * 1000, unit) / 1000, micros: 0 });
}

function move(text: string, count: number, unit: TimeUnit): string {
  const { seconds, micros } = parseMoment(text);
  return like(text, { seconds: moveWallClock(seconds * 1000, unit, count) / 1000, micros });
}

const daySeconds = 86_400;

const parts: Readonly<Record<string, (date: Date) => number>> = {
  year: (date) => date.getUTCFullYear(),
  quarter: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  month: (date) => date.getUTCMonth() + 1,
  week: isoWeek,
  day: (date) => date.getUTCDate(),
  hour: (date) => date.getUTCHours(),
  minute: (date) => date.getUTCMinutes(),
  second: (date) => date.getUTCSeconds(),
  dow: (date) => date.getUTCDay(),
  isodow: (date) => date.getUTCDay() || 7,
  doy: (date) => dayOfYear(date) + 1,
};

function dayOfYear(date: Date): number {
  const start = startOfUnit(date.getTime(), 'year');
  return Math.floor((date.getTime() - start) / (daySeconds * 1000));
}

/** ISO 8601: the week of the year that has this week's Thursday. */
function isoWeek(date: Date): number {
  const thursday = new Date(startOfUnit(date.getTime(), 'week') + 3 * daySeconds * 1000);
  return Math.floor(dayOfYear(thursday) / 7) + 1;
}

function datePart(name: string, text: string): bigint {
  const read = parts[name];
  if (read === undefined) throw new SqliteMisfit(`"${name}" is no part of a date`);
  return BigInt(read(new Date(parseMoment(text).seconds * 1000)));
}

/** How many starts of the unit lie after the first moment, up to the second. */
function difference(unit: TimeUnit, from: string, to: string): bigint {
  const [first, last] = [from, to].map((text) => indexOf(unit, parseMoment(text).seconds));
  return BigInt((last ?? 0) - (first ?? 0));
}

/** Number of the unit that a second lies in. */
function indexOf(unit: TimeUnit, seconds: number): number {
  const date = new Date(seconds * 1000);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
  switch (unit) {
    case 'second':
      return seconds;
    case 'minute':
      return Math.floor(seconds / 60);
    case 'hour':
      return Math.floor(seconds / 3600);
    case 'day':
      return Math.floor(seconds / daySeconds);
    case 'week':
      return Math.floor((Math.floor(seconds / daySeconds) - firstMonday) / 7);
    case 'month':
      return months;
    case 'quarter':
      return Math.floor(months / 3);
    case 'year':
      return date.getUTCFullYear();
  }
}

/** Days from the start of 1970, a Thursday, to a Monday. */
const firstMonday = 4;

function atTimeZone(text: string, zone: string): string {
  const { seconds, micros } = parseMoment(text);
  return momentText({ seconds: wallClockAt(seconds * 1000, zone) / 1000, micros });
}

/** Dates and times as texts; instants are in UTC. */
export const temporalFunctions: Readonly<Record<string, SqliteFunction>> = {
  etl_date_trunc: strict((unit, x) => truncate(unitOf(unit), asText(x))),
  etl_date_part: strict((part, x) => datePart(asText(part), asText(x))),
  etl_date_add: strict((x, count, unit) => move(asText(x), asCount(count), unitOf(unit))),
  etl_date_diff: strict((unit, from, to) => difference(unitOf(unit), asText(from), asText(to))),
  etl_at_time_zone: strict((x, zone) => atTimeZone(asText(x), asText(zone))),
};
