import { Cron } from 'croner';
import { AiEtlError, messageOf } from '@ai-etl/core';

/** A cron line and the zone its fields are read in. */
export interface CronSchedule {
  /** Five fields. */
  readonly cron: string;
  /** IANA name. */
  readonly timezone: string;
}

/**
 * The next `count` times strictly after `after`, RFC 3339 in UTC; fewer when the calendar has no
 * more (31 February has none). Daylight saving: a wall-clock time that is skipped runs at the
 * first moment after the gap, one that comes twice runs at its first occurrence, and lines that
 * repeat within the hour follow elapsed time. Throws VALIDATION_ERROR for a bad cron or zone.
 */
export function nextTimes(schedule: CronSchedule, after: string, count: number): readonly string[] {
  const cron = openCron(schedule);
  const times: string[] = [];
  let last = parseTime(after);
  while (times.length < count) {
    const next = cron.nextRun(last);
    if (next === null) break;
    times.push(next.toISOString());
    last = next;
  }
  return times;
}

/** Times in (after, upTo], at most `limit`, earliest first: what a backfill runs. */
export function timesBetween(
  schedule: CronSchedule,
  range: { readonly after: string; readonly upTo: string },
  limit: number,
): readonly string[] {
  const cron = openCron(schedule);
  const end = parseTime(range.upTo).getTime();
  const times: string[] = [];
  let last = parseTime(range.after);
  while (times.length < limit) {
    const next = cron.nextRun(last);
    if (next === null || next.getTime() > end) break;
    times.push(next.toISOString());
    last = next;
  }
  return times;
}

function openCron({ cron, timezone }: CronSchedule): Cron {
  if (cron.trim().split(/\s+/).length !== 5) {
    throw invalid('schedule.cron', `"${cron}" is not a cron line of five fields.`);
  }
  let opened: Cron;
  try {
    opened = new Cron(cron.trim(), { timezone, paused: true });
  } catch (error) {
    throw invalid(
      'schedule.cron',
      `"${cron}" is not a valid cron line: ${messageOf(error)}`,
      error,
    );
  }
  try {
    // The zone is only looked at when a time is asked for.
    opened.nextRun(new Date(0));
  } catch (error) {
    throw invalid('schedule.timezone', `"${timezone}" is not a known time zone.`, error);
  }
  return opened;
}

function parseTime(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw invalid('after', `"${text}" is not a time.`);
  return time;
}

function invalid(field: string, message: string, cause?: unknown): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', message, {
    details: [{ field, error: message }],
    cause,
  });
}
