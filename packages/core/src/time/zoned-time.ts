import type { TimeUnit } from '../expression/ast.ts';

/**
 * A wall-clock reading as milliseconds since 1970-01-01 00:00 on that same clock. Arithmetic on
 * it never meets a clock change; `instantAt` finds the instant afterwards.
 */
export type WallClock = number;

const dayMs = 86_400_000;

const unitMs: Readonly<Partial<Record<TimeUnit, number>>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: dayMs,
  week: 7 * dayMs,
};

const unitMonths: Readonly<Partial<Record<TimeUnit, number>>> = { month: 1, quarter: 3, year: 12 };

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock in the zone shows at an instant (milliseconds since the epoch). */
export function wallClockAt(instantMs: number, zone: string): WallClock {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instantMs))
    parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const millisecond = ((instantMs % 1000) + 1000) % 1000;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, millisecond);
}

/**
 * The instant at which the zone's clock shows the reading: the first one when it is shown twice;
 * when it is skipped, the reading moves forward by what was skipped, as in every calendar.
 */
export function instantAt(wallClock: WallClock, zone: string): number {
  const before = offsetAt(wallClock - dayMs, zone);
  const after = offsetAt(wallClock + dayMs, zone);
  const candidates = [wallClock - before, wallClock - after].filter(
    (instant) => wallClockAt(instant, zone) === wallClock,
  );
  return candidates.length === 0 ? wallClock - before : Math.min(...candidates);
}

/** Moves a reading by whole units; a day that the month lacks becomes its last day. */
export function moveWallClock(wallClock: WallClock, unit: TimeUnit, count: number): WallClock {
  const ms = unitMs[unit];
  if (ms !== undefined) return wallClock + count * ms;
  const date = new Date(wallClock);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count * (unitMonths[unit] ?? 12));
  const lastDay = new Date(date);
  lastDay.setUTCMonth(lastDay.getUTCMonth() + 1, 0);
  return date.setUTCDate(Math.min(day, lastDay.getUTCDate()));
}

/** The start of the unit that the reading lies in; weeks begin on Monday. */
export function startOfUnit(wallClock: WallClock, unit: TimeUnit): WallClock {
  const date = new Date(wallClock);
  const midnight = new Date(wallClock).setUTCHours(0, 0, 0, 0);
  switch (unit) {
    case 'second':
      return date.setUTCMilliseconds(0);
    case 'minute':
      return date.setUTCSeconds(0, 0);
    case 'hour':
      return date.setUTCMinutes(0, 0, 0);
    case 'day':
      return midnight;
    case 'week':
      return midnight - ((date.getUTCDay() + 6) % 7) * dayMs;
    case 'month':
      return new Date(midnight).setUTCDate(1);
    case 'quarter':
      return new Date(midnight).setUTCMonth(date.getUTCMonth() - (date.getUTCMonth() % 3), 1);
    case 'year':
      return new Date(midnight).setUTCMonth(0, 1);
  }
}

function offsetAt(instantMs: number, zone: string): number {
  return wallClockAt(instantMs, zone) - instantMs;
}

/** Making a format takes about 50 µs, so each zone's is kept. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const kept = formats.get(zone);
  if (kept !== undefined) return kept;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}
