import { cronMatches, parseCron, type Cron } from '@ai-etl/core';

/** A leap year and the one after it: every day of month meets every month and weekday that matters. */
const firstDay = Date.UTC(2024, 0, 1);
const days = 731;

/** True when both fire at the same minutes, however they are written: `0 9,21` is `0 21,9`, day 7 is day 0. */
export function sameCron(one: string, other: string): boolean {
  const [left, right] = [read(one), read(other)];
  if (left === null || right === null) return normal(one) === normal(other);
  return timesOf(left) === timesOf(right);
}

/** `5/20` in a field means from 5 on, each 20th: other systems write it, ours needs a range. */
function read(text: string): Cron | null {
  const limits = [59, 23, 31, 12, 6];
  const fields = text.trim().split(/\s+/u);
  const spelled = fields.map((field, at) =>
    field.replaceAll(/(?<=^|,)(\d+)\/(\d+)/gu, `$1-${limits[at] ?? 59}/$2`),
  );
  const parsed = parseCron(spelled.join(' ').replace(/\?/gu, '*'));
  return parsed.ok ? parsed.cron : null;
}

/** Minutes and hours are the same on each day that fires, so days are enough beside them. */
function timesOf(cron: Cron): string {
  const [minute] = cron.minutes.values;
  const [hour] = cron.hours.values;
  const firing = Array.from({ length: days }, (_, at) => at).filter((at) => {
    const date = new Date(firstDay + at * 86_400_000);
    return cronMatches(cron, {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: hour ?? 0,
      minute: minute ?? 0,
    });
  });
  const sorted = (values: ReadonlySet<number>): string =>
    [...values].toSorted((a, b) => a - b).join(',');
  return `${sorted(cron.minutes.values)} ${sorted(cron.hours.values)} ${firing.join(',')}`;
}

function normal(text: string): string {
  return text.trim().replaceAll(/\s+/gu, ' ');
}
