import {
  factsOf,
  type ClockTime,
  type Daypart,
  type MonthDay,
  type RepeatUnit,
  type TimeFact,
} from './fact.ts';

/** Five fields, or the problem that no five fields can express and times that come near it. */
export type BuiltCron =
  | { readonly cron: string; readonly hourStated: boolean }
  | { readonly problem: string; readonly nearest: readonly string[] };

/** Hour of a daily run when the words name none: after midnight work, before people come. */
export const defaultHour = 2;
const daypartHours: Readonly<Record<Daypart, number>> = {
  night: 2,
  morning: 6,
  day: 12,
  afternoon: 14,
  evening: 20,
};
const longestMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Builds the cron of facts that do not contradict each other. */
export function buildCron(facts: readonly TimeFact[]): BuiltCron {
  const repeat = factsOf(facts, 'repeat')[0];
  const count = factsOf(facts, 'count')[0];
  const clocks = factsOf(facts, 'clock').flatMap((fact) => fact.times);
  const missing = missingDate(facts);
  if (missing !== null) return { problem: missing, nearest: [] };
  const minutes = factsOf(facts, 'minutes')[0];
  if (minutes !== undefined) {
    return subDaily(facts, minutes.minutes.join(','), '*');
  }
  if (repeat?.unit === 'minute') return everyMinutes(facts, repeat.count);
  if (repeat?.unit === 'hour') return everyHours(facts, repeat.count);
  if (count !== undefined && clocks.length === 0)
    return countedTimes(facts, count.times, count.unit);
  const days = dayFields(facts, repeat?.unit ?? null, repeat?.count ?? 1);
  if ('problem' in days) return days;
  return atTimes(clocks, facts, days.fields);
}

function everyMinutes(facts: readonly TimeFact[], count: number): BuiltCron {
  if (count === 1) return subDaily(facts, '*', '*');
  if (count % 60 === 0) return everyHours(facts, count / 60);
  if (!Number.isInteger(count) || count < 1 || 60 % count !== 0) {
    return {
      problem: `every ${count} minutes does not divide an hour evenly, so a cron cannot say it`,
      nearest:
        count < 60
          ? [`*/${nearestDivisor(count, 60)} * * * *`, '0 * * * *']
          : ['0 * * * *', '0 */2 * * *'],
    };
  }
  return subDaily(facts, `*/${count}`, '*');
}

function everyHours(facts: readonly TimeFact[], count: number): BuiltCron {
  const start = factsOf(facts, 'clock').find((fact) => fact.starting)?.times[0];
  const minute = String(start?.minute ?? 0);
  if (count === 1) return subDaily(facts, minute, '*');
  if (!Number.isInteger(count) || count < 1 || 24 % count !== 0) {
    return {
      problem: `every ${count} hours does not divide a day evenly, so a cron cannot say it`,
      nearest: count < 24 ? [`0 */${nearestDivisor(count, 24)} * * *`] : ['0 2 * * *'],
    };
  }
  if (start !== undefined && start.hour % count !== 0) {
    return subDaily(facts, minute, hoursFrom(start.hour % count, count));
  }
  return subDaily(facts, minute, count === 24 ? '0' : `*/${count}`);
}

function hoursFrom(from: number, step: number): string {
  const hours: number[] = [];
  for (let hour = from; hour < 24; hour += step) hours.push(hour);
  return hours.join(',');
}

function nearestDivisor(count: number, whole: number): number {
  const divisors = Array.from({ length: whole - 1 }, (_, at) => at + 1).filter(
    (one) => whole % one === 0,
  );
  return divisors.reduce(
    (best, one) => (Math.abs(one - count) < Math.abs(best - count) ? one : best),
    1,
  );
}

/** A rhythm within the day, on some days, perhaps within some hours. */
function subDaily(facts: readonly TimeFact[], minute: string, hour: string): BuiltCron {
  const days = dayFields(facts, null, 1);
  if ('problem' in days) return days;
  const window = factsOf(facts, 'window')[0];
  if (window === undefined) return { cron: `${minute} ${hour} ${days.fields}`, hourStated: true };
  // Minutes run up to the closing hour; an hourly job still runs at it.
  const last = /^\d+$/u.test(minute) ? window.to % 24 : (window.to + 23) % 24;
  const step = /^\*\/(\d+)$/u.exec(hour)?.[1];
  const hours = window.from <= last ? `${window.from}-${last}` : `${window.from}-23,0-${last}`;
  return {
    cron: `${minute} ${hours}${step === undefined ? '' : `/${step}`} ${days.fields}`,
    hourStated: true,
  };
}

function countedTimes(facts: readonly TimeFact[], times: number, unit: RepeatUnit): BuiltCron {
  if (unit === 'day' && 24 % times === 0) {
    const built = everyHours(facts, 24 / times);
    return 'problem' in built ? built : { ...built, hourStated: false };
  }
  if (unit === 'hour' && 60 % times === 0) return everyMinutes(facts, 60 / times);
  const weekdays = factsOf(facts, 'weekdays')[0];
  if (unit === 'week' && weekdays?.days.length === times) {
    const days = dayFields(facts, null, 1);
    return 'problem' in days ? days : atTimes([], facts, days.fields);
  }
  return {
    problem: `${times} times a ${unit} does not say at which times`,
    nearest:
      unit === 'week' && times === 2
        ? ['0 2 * * 1,4']
        : unit === 'week' && times === 3
          ? ['0 2 * * 1,3,5']
          : [],
  };
}

type DayFields =
  { readonly fields: string } | { readonly problem: string; readonly nearest: readonly string[] };

/** The last three fields: day of month, month, day of week. */
function dayFields(facts: readonly TimeFact[], unit: RepeatUnit | null, count: number): DayFields {
  const weekdays = factsOf(facts, 'weekdays').flatMap((fact) => fact.days);
  const dates = factsOf(facts, 'dates')[0];
  const monthDays = factsOf(facts, 'month_days').flatMap((fact) => fact.days);
  const days = printDays(dates?.days ?? monthDays);
  const nth = factsOf(facts, 'nth_weekdays').flatMap((fact) => fact.days);
  const week =
    nth.length > 0
      ? nth.join(',')
      : weekdays.length === 0 || weekdays.length === 7
        ? '*'
        : printWeekdays(weekdays);
  const monthDay = days === '*' && nth.length === 0 ? '1' : days;
  if (dates !== undefined) return { fields: `${days} ${dates.months.join(',')} ${week}` };
  switch (unit) {
    case 'month':
      return monthly(monthDay, count, week);
    case 'quarter':
      return monthly(monthDay, 3 * count, week);
    case 'half_year':
      return { fields: `${monthDay} 1,7 ${week}` };
    case 'year':
      return count === 1
        ? { fields: `${monthDay} 1 ${week}` }
        : unfit(`every ${count} years`, ['0 2 1 1 *']);
    case 'week':
      return count === 1
        ? { fields: `* * ${week === '*' ? '1' : week}` }
        : unfit(`every ${count} weeks`, [`0 2 * * ${week === '*' ? '1' : week}`, '0 2 1,15 * *']);
    case 'day':
      return count === 1 || week !== '*'
        ? { fields: `${days} * ${week}` }
        : unfit(`every ${count} days`, [`0 2 */${Math.min(31, count)} * *`, '0 2 * * *']);
    default:
      return { fields: `${days} * ${week}` };
  }
}

function monthly(days: string, count: number, week: string): DayFields {
  if (count === 1) return { fields: `${days} * ${week}` };
  if (count < 1 || 12 % count !== 0) return unfit(`every ${count} months`, ['0 2 1 * *']);
  const months = Array.from({ length: 12 / count }, (_, at) => 1 + at * count);
  return { fields: `${days} ${months.join(',')} ${week}` };
}

function unfit(what: string, nearest: readonly string[]): DayFields {
  return { problem: `${what} cannot be said by a five-field cron`, nearest };
}

function atTimes(times: readonly ClockTime[], facts: readonly TimeFact[], days: string): BuiltCron {
  const part = factsOf(facts, 'daypart')[0]?.part;
  if (times.length === 0) {
    const hour = part === undefined ? defaultHour : daypartHours[part];
    return { cron: `0 ${hour} ${days}`, hourStated: false };
  }
  const clocks = part === undefined ? times : times.map((time) => inPart(time, part));
  const minutes = [...new Set(clocks.map((time) => time.minute))].sort((a, b) => a - b);
  const hours = [...new Set(clocks.map((time) => time.hour))].sort((a, b) => a - b);
  const distinct = new Set(clocks.map((time) => time.hour * 60 + time.minute));
  if (minutes.length * hours.length !== distinct.size) {
    return {
      problem: 'one cron cannot hold these times of day together, their minutes differ',
      nearest: clocks.slice(0, 3).map((time) => `${time.minute} ${time.hour} ${days}`),
    };
  }
  return { cron: `${minutes.join(',')} ${hours.join(',')} ${days}`, hourStated: true };
}

/** "every evening at quarter to eleven": the part of the day says which of the two. */
function inPart({ hour, minute }: ClockTime, part: Daypart): ClockTime {
  const isLate =
    (part === 'evening' && hour >= 4 && hour < 12) ||
    (part === 'afternoon' && hour >= 1 && hour < 8) ||
    (part === 'night' && hour >= 9 && hour <= 12);
  return { hour: isLate ? (hour + 12) % 24 : hour, minute };
}

/** 31 February, the 45th */
function missingDate(facts: readonly TimeFact[]): string | null {
  for (const fact of facts) {
    if (fact.kind !== 'dates' && fact.kind !== 'month_days') continue;
    const months = fact.kind === 'dates' ? fact.months : [1];
    const tooLate = fact.days.some(
      (day) =>
        typeof day === 'number' &&
        (day < 1 || months.every((month) => day > (longestMonth[month - 1] ?? 31))),
    );
    if (tooLate) return `"${fact.evidence.text}" does not exist in the calendar`;
  }
  return null;
}

function printDays(days: readonly MonthDay[]): string {
  if (days.length === 0) return '*';
  const numbers = days.filter((day) => typeof day === 'number').sort((a, b) => a - b);
  const special = days.filter((day) => typeof day !== 'number');
  return [...new Set([...numbers, ...special])].join(',');
}

/** 1-5 for a run of three or more, otherwise a list. */
function printWeekdays(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const first = sorted[0] ?? 0;
  const last = sorted.at(-1) ?? 0;
  const run = last - first === sorted.length - 1 && sorted.length >= 3;
  return run ? `${first}-${last}` : sorted.join(',');
}
