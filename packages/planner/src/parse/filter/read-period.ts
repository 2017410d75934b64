import type { Period, TimeUnit } from '@ai-etl/core';
import { numberOf, textOf } from '../../text/token.ts';
import { free, is, skip, type Reading } from '../reading.ts';

type Unit = TimeUnit;

/** A period, and where its words end. */
export interface PeriodRead {
  readonly period: Period;
  readonly end: number;
}

const units: ReadonlySet<string> = new Set([
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
]);

function unitAt(reading: Reading, at: number): Unit | null {
  const word = textOf(free(reading, at), 'unit');
  return isUnit(word) ? word : null;
}

function isUnit(word: string | undefined): word is Unit {
  return word !== undefined && units.has(word);
}

/**
 * Reads a period relative to the run: "yesterday", "this year", "last month" (the previous whole
 * one), "last 30 days" (rolling, up to now), "older than 90 days", "more than 6 months old".
 */
export function readPeriod(reading: Reading, at: number): PeriodRead | null {
  const word = textOf(free(reading, at), 'period');
  if (word === 'yesterday')
    return { period: { kind: 'previous', unit: 'day', count: 1 }, end: at + 1 };
  if (word === 'today') return { period: { kind: 'current', unit: 'day' }, end: at + 1 };
  return readOlder(reading, at) ?? readCurrent(reading, at) ?? readLast(reading, at);
}

function readCurrent(reading: Reading, at: number): PeriodRead | null {
  if (!is(reading, at, 'this')) return null;
  const unit = unitAt(reading, at + 1);
  return unit === null ? null : { period: { kind: 'current', unit }, end: at + 2 };
}

function readLast(reading: Reading, at: number): PeriodRead | null {
  if (!is(reading, at, 'last')) return null;
  const isWhole = /^(?:full|whole|complete|entire|calendar|completed|полный|полную|целый)$/u.test(
    free(reading, at + 1)?.lower ?? '',
  );
  const first = isWhole ? at + 2 : at + 1;
  const count = numberOf(free(reading, first), 'number');
  const unitPlace = count === undefined ? first : first + 1;
  const unit = unitAt(reading, unitPlace);
  if (unit === null) return null;
  const end = unitPlace + 1;
  if (count === undefined) return { period: { kind: 'previous', unit, count: 1 }, end };
  return Number.isInteger(count) && count > 0
    ? { period: { kind: 'trailing', unit, count }, end }
    : null;
}

function readOlder(reading: Reading, at: number): PeriodRead | null {
  const older = is(reading, at, 'cmp', 'older');
  if (!older && !is(reading, at, 'cmp', '>')) return null;
  const place = skip(reading, at + 1, 'determiner');
  const one = place > at + 1 && unitAt(reading, place) !== null;
  const count = one ? 1 : numberOf(free(reading, place), 'number');
  const unit = unitAt(reading, one ? place : place + 1);
  if (count === undefined || unit === null || !Number.isInteger(count) || count < 1) return null;
  const last = one ? place + 1 : place + 2;
  const old = is(reading, last, 'old') || is(reading, last, 'ago');
  if (!older && !old) return null;
  return { period: { kind: 'before', unit, count }, end: old ? last + 1 : last };
}
