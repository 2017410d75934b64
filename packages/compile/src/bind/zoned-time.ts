import type { TimeUnit } from '@ai-etl/core';

/**
 * A wall-clock reading as milliseconds of the same reading in UTC: plain arithmetic on the
 * calendar, no zone. `instantOf` and `wallClockOf` convert to and from real instants.
 */
export type WallClock = number;

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock in `zone` shows at an instant. */
export function wallClockOf(instantMs: number, zone: string): WallClock {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const parts = new Map<string, number>(
    format.formatToParts(new Date(instantMs)).map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: string) => parts.get(name) ?? 0;
  const seconds = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  const fraction = ((instantMs % 1000) + 1000) % 1000;
  return seconds + fraction;
}

/**
 * The instant at which a clock in `zone` shows a reading. Shown twice (clocks go back): the
 * first. Never shown (clocks go forward): the instant of the jump's other side.
 */
export function instantOf(wallClock: WallClock, zone: string): number {
  const offsets = [wallClock - dayMs, wallClock + dayMs].map(
    (near) => wallClockOf(near, zone) - near,
  );
  const candidates = offsets.map((offset) => wallClock - offset);
  const exact = candidates.filter((one) => wallClockOf(one, zone) === wallClock);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** Beginning of the calendar unit that holds the reading; weeks begin on Monday. */
export function startOf(wallClock: WallClock, unit: TimeUnit): WallClock {
  const date = new Date(wallClock);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (unit) {
    case 'second':
      return Math.floor(wallClock / 1000) * 1000;
    case 'minute':
      return Math.floor(wallClock / 60_000) * 60_000;
    case 'hour':
      return Math.floor(wallClock / 3_600_000) * 3_600_000;
    case 'day':
      return Date.UTC(year, month, day);
    case 'week':
      return Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7));
    case 'month':
      return Date.UTC(year, month, 1);
    case 'quarter':
      return Date.UTC(year, month - (month % 3), 1);
    case 'year':
      return Date.UTC(year, 0, 1);
  }
}

/** The reading `count` units later; a day the month lacks becomes its last day. */
export function addUnits(wallClock: WallClock, unit: TimeUnit, count: number): WallClock {
  switch (unit) {
    case 'second':
      return wallClock + count * 1000;
    case 'minute':
      return wallClock + count * 60_000;
    case 'hour':
      return wallClock + count * 3_600_000;
    case 'day':
      return wallClock + count * dayMs;
    case 'week':
      return wallClock + count * 7 * dayMs;
    case 'month':
      return addMonths(wallClock, count);
    case 'quarter':
      return addMonths(wallClock, count * 3);
    case 'year':
      return addMonths(wallClock, count * 12);
  }
}

function addMonths(wallClock: WallClock, months: number): WallClock {
  const date = new Date(wallClock);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const timeOfDay = ((wallClock % dayMs) + dayMs) % dayMs;
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)) + timeOfDay;
}

/** `YYYY-MM-DD HH:MM:SS[.fff]` of a reading. */
export function printWallClock(wallClock: WallClock): string {
  const text = new Date(wallClock).toISOString().replace('T', ' ').replace('Z', '');
  return text.endsWith('.000') ? text.slice(0, -4) : text;
}
