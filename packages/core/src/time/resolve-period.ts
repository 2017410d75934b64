import type { DateMath, Period, TimeUnit } from '../expression/ast.ts';
import {
  instantAt,
  moveWallClock,
  startOfUnit,
  wallClockAt,
  type WallClock,
} from './zoned-time.ts';

/** A half-open range: `start` belongs to it, `end` does not; null is an open end. */
export interface HalfOpenRange {
  readonly start: string | null;
  readonly end: string | null;
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
  const range = (print: (moment: Moment) => string): HalfOpenRange => ({
    start: start === null ? null : print(start),
    end: end === null ? null : print(end),
  });
  return {
    instants: range(({ instant }) => new Date(instant).toISOString()),
    local: range(({ wallClock }) => printWallClock(wallClock)),
    dates: range(({ wallClock }) => firstDateFrom(wallClock)),
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
): { readonly start: Moment | null; readonly end: Moment | null } {
  const now: Moment = { instant: logicalTimeMs, wallClock: wallClockAt(logicalTimeMs, zone) };
  if (period.kind === 'between') {
    const { from, to } = period;
    return {
      start: from === null ? null : stepped(now, from, zone),
      end: to === null ? null : stepped(now, to, zone),
    };
  }
  const { unit } = period;
  const started = floored(now, unit, zone);
  switch (period.kind) {
    case 'current':
      return { start: started, end: moved(started, { unit, count: 1 }, zone) };
    case 'previous':
      return { start: moved(started, { unit, count: -period.count }, zone), end: started };
    case 'trailing':
      return { start: moved(now, { unit, count: -period.count }, zone), end: now };
    case 'before':
      return { start: null, end: moved(now, { unit, count: -period.count }, zone) };
  }
}

function stepped(now: Moment, steps: DateMath, zone: string): Moment {
  return steps.reduce(
    (moment, step) =>
      step.kind === 'floor' ? floored(moment, step.unit, zone) : moved(moment, step, zone),
    now,
  );
}

function floored({ wallClock }: Moment, unit: TimeUnit, zone: string): Moment {
  const start = startOfUnit(wallClock, unit);
  return { wallClock: start, instant: instantAt(start, zone) };
}

interface Move {
  readonly unit: TimeUnit;
  readonly count: number;
}

/** Hours and shorter are elapsed time; days and longer are of the calendar. */
function moved(moment: Moment, { unit, count }: Move, zone: string): Moment {
  if (unit === 'second' || unit === 'minute' || unit === 'hour') {
    const instant = moveWallClock(moment.instant, unit, count);
    return { instant, wallClock: wallClockAt(instant, zone) };
  }
  const wallClock = moveWallClock(moment.wallClock, unit, count);
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
