import type { DueSchedule, Firing } from '@ai-etl/core';
import { nextTimes, timesBetween } from './next-times.ts';

/** With `catchup: none` a time still runs when it is not later than this. */
export const onTimeMs = 60_000;

/** With `catchup: all` at most this many runs are made at once; the rest follow at the next tick. */
export const maxCatchupRuns = 100;

/**
 * What a due schedule runs at `now`, and when it is next due. Pure. Missed times follow
 * `catchup`: `latest` runs the last of them, `all` each, `none` only one that is just due.
 */
export function decideFiring(due: DueSchedule, now: string): Firing {
  const nextAfterNow = () => nextTimes(due, now, 1)[0] ?? null;
  switch (due.catchup) {
    case 'latest':
      return { logicalTimes: [latestTime(due, now)], nextAt: nextAfterNow() };
    case 'none': {
      const latest = latestTime(due, now);
      const onTime = Date.parse(now) - Date.parse(latest) <= onTimeMs;
      return { logicalTimes: onTime ? [latest] : [], nextAt: nextAfterNow() };
    }
    case 'all': {
      const later = timesBetween(due, { after: due.dueAt, upTo: now }, maxCatchupRuns - 1);
      const times = [due.dueAt, ...later];
      return { logicalTimes: times, nextAt: nextTimes(due, times.at(-1) ?? now, 1)[0] ?? null };
    }
  }
}

/**
 * The last time in [dueAt, now]. Looks back in growing windows from `now`, since a minutely
 * schedule that slept for a year has half a million times.
 */
function latestTime(due: DueSchedule, now: string): string {
  const start = Date.parse(due.dueAt);
  const end = Date.parse(now);
  for (let windowMs = 3_600_000; ; windowMs *= 8) {
    const after = Math.max(start, end - windowMs);
    const range = { after: new Date(after).toISOString(), upTo: now };
    const found = timesBetween(due, range, Number.POSITIVE_INFINITY).at(-1);
    if (found !== undefined) return found;
    if (after === start) return due.dueAt;
  }
}
