import type { Period } from '../expression/ast.ts';
import {
  instantAt,
  moveWallClock,
  startOfUnit,
  wallClockAt,
  type WallClock,
} from './zoned-time.ts';

/** A half-open range: `start` belongs to it, `end` does not; null is without a start. */
export interface HalfOpenRange {
  readonly start: string | null;
  readonly end: string;
}

/** One period, for each kind of column that may be compared with it. */
export interface PeriodRange {
  /** For timestamptz: RFC 3339 in UTC, `2024-01-31T23:00:00.000Z`. */
  readonly instants: HalfOpenRange;
  /** For timestamp: readings of a clock in the pipeline's zone, `2024-02-01 00:00:00[.fff]`. */
  readonly local: HalfOpenRange;
  /** For date: a date belongs to the range when its midnight does. */
  readonly dates: HalfOpenRange;
}

/**
 * What a relative date means at a run's logical time (milliseconds since the epoch). Calendar
 * units begin in the zone, so a day may have 23 or 25 hours; trailing seconds, minutes and hours
 * are elapsed time.
 */
export function resolvePeriod(period: Period, logicalTimeMs: number, zone: string): PeriodRange {
  const { start, end } = clockRange(period, logicalTimeMs, zone);
  return {
    instants: {
      start: start === null ? null : new Date(start.instant).toISOString(),
      end: new Date(end.instant).toISOString(),
    },
    local: {
      start: start === null ? null : printWallClock(start.wallClock),
      end: printWallClock(end.wallClock),
    },
    dates: {
      start: start === null ? null : firstDateFrom(start.wallClock),
      end: firstDateFrom(end.wallClock),
    },
  };
}

interface Moment {
  readonly instant: number;
  readonly wallClock: WallClock;
}

function clockRange(
  period: Period,
  logicalTimeMs: number,
  zone: string,
): { readonly start: Moment | null; readonly end: Moment } {
  const now: Moment = { instant: logicalTimeMs, wallClock: wallClockAt(logicalTimeMs, zone) };
  const reading = (wallClock: WallClock): Moment => ({
    wallClock,
    instant: instantAt(wallClock, zone),
  });
  const { unit } = period;
  const started = startOfUnit(now.wallClock, unit);
  switch (period.kind) {
    case 'current':
      return { start: reading(started), end: reading(moveWallClock(started, unit, 1)) };
    case 'previous': {
      const start = moveWallClock(started, unit, -period.count);
      return { start: reading(start), end: reading(started) };
    }
    case 'trailing':
      return { start: ago(now, period, zone), end: now };
    case 'before':
      return { start: null, end: ago(now, period, zone) };
  }
}

function ago(
  now: Moment,
  { unit, count }: Extract<Period, { kind: 'trailing' | 'before' }>,
  zone: string,
): Moment {
  if (unit === 'second' || unit === 'minute' || unit === 'hour') {
    const instant = moveWallClock(now.instant, unit, -count);
    return { instant, wallClock: wallClockAt(instant, zone) };
  }
  const wallClock = moveWallClock(now.wallClock, unit, -count);
  return { instant: instantAt(wallClock, zone), wallClock };
}

function printWallClock(wallClock: WallClock): string {
  const iso = new Date(wallClock).toISOString();
  const fraction = iso.slice(20, 23).replace(/0+$/, '');
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction === '' ? '' : `.${fraction}`}`;
}

function firstDateFrom(wallClock: WallClock): string {
  const midnight = startOfUnit(wallClock, 'day');
  const first = midnight === wallClock ? midnight : moveWallClock(midnight, 'day', 1);
  return new Date(first).toISOString().slice(0, 10);
}
