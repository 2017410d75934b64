import {
  isNthWeekday,
  isSpecialDay,
  splitNthWeekdays,
  splitSpecialDays,
  type NthWeekday,
  type SpecialDays,
} from './cron-days.ts';
import { parseCronField, type CronField, type CronFieldRule } from './cron-field.ts';

/**
 * A schedule of five fields. As in every cron: when both days of month and days of week are
 * limited, a day fits if either does.
 */
export interface Cron {
  readonly minutes: CronField;
  readonly hours: CronField;
  readonly daysOfMonth: CronField;
  /** `L`, `1W`, `LW` in the day-of-month field: these days too. */
  readonly specialDays: SpecialDays;
  readonly months: CronField;
  /** 0 is Sunday; 7 was read as 0. */
  readonly daysOfWeek: CronField;
  /** `1#2`, `5L` in the day-of-week field: these days too. */
  readonly nthWeekdays: readonly NthWeekday[];
}

export type ParsedCron =
  | { readonly ok: true; readonly cron: Cron }
  | { readonly ok: false; readonly message: string; readonly hint: string };

const monthNames = [
  'JAN',
  'FEB',
  'MAR',
  'APR',
  'MAY',
  'JUN',
  'JUL',
  'AUG',
  'SEP',
  'OCT',
  'NOV',
  'DEC',
];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const rules = {
  minutes: { name: 'minute', min: 0, max: 59, names: [] },
  hours: { name: 'hour', min: 0, max: 23, names: [] },
  daysOfMonth: { name: 'day-of-month', min: 1, max: 31, names: [] },
  months: { name: 'month', min: 1, max: 12, names: monthNames },
  daysOfWeek: { name: 'day-of-week', min: 0, max: 7, names: dayNames },
} as const satisfies Record<string, CronFieldRule>;

const shape = 'five fields: minute hour day-of-month month day-of-week';

const macros: ReadonlyMap<string, string> = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
]);

/**
 * Reads a cron text of exactly five fields: numbers, names (MON, JAN), ranges, lists, steps; as day of
 * month also `L` (the last), `1W` and `LW` (the first and last from Monday to Friday); as day of week
 * also `1#2` (the second Monday of the month) and `5L` (its last Friday). Texts that would never fire (30 February) are refused.
 */
export function parseCron(text: string): ParsedCron {
  const trimmed = text.trim();
  const macro = macros.get(trimmed.toLowerCase());
  if (trimmed.startsWith('@')) {
    return refuse(`"${trimmed}" is not a schedule`, macro ? `write ${macro}` : `write ${shape}`);
  }
  const fields = trimmed.split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields;
  if (
    fields.length !== 5 ||
    minute === undefined ||
    hour === undefined ||
    dayOfMonth === undefined ||
    month === undefined ||
    dayOfWeek === undefined
  ) {
    return refuse(`"${trimmed}" has ${countFields(trimmed, fields)}, not five`, countHint(fields));
  }
  const days = splitSpecialDays(dayOfMonth);
  const week = splitNthWeekdays(dayOfWeek, dayNames);
  if (days.special.lastWorking && dayOfMonth.includes(',')) {
    return refuse(
      `"${trimmed}" cannot be read: LW stands alone in its field`,
      'write LW without other days',
    );
  }
  const parsed = {
    minutes: parseCronField(minute, rules.minutes),
    hours: parseCronField(hour, rules.hours),
    daysOfMonth: parseCronField(days.rest ?? '*', rules.daysOfMonth),
    months: parseCronField(month, rules.months),
    daysOfWeek: parseCronField(week.rest ?? '*', rules.daysOfWeek),
  };
  const { minutes, hours, daysOfMonth, months, daysOfWeek } = parsed;
  if (!minutes.ok || !hours.ok || !daysOfMonth.ok || !months.ok || !daysOfWeek.ok) {
    const wrong = Object.values(parsed).flatMap((one) => (one.ok ? [] : [one.message]));
    return refuse(`"${trimmed}" cannot be read: ${wrong.join('; ')}`, `write ${shape}`);
  }
  const cron: Cron = {
    minutes: minutes.field,
    hours: hours.field,
    daysOfMonth: days.rest === undefined ? { values: new Set(), any: false } : daysOfMonth.field,
    specialDays: days.special,
    months: months.field,
    daysOfWeek:
      week.rest === undefined ? { values: new Set(), any: false } : sundayAsZero(daysOfWeek.field),
    nthWeekdays: week.nth,
  };
  return neverFires(cron)
    ? refuse(`"${trimmed}" never fires: no such day exists`, 'for the last day of a month write L')
    : { ok: true, cron };
}

/** True when the cron fires in the minute that has these wall-clock parts (dayOfWeek 0 is Sunday). */
export function cronMatches(
  cron: Cron,
  at: {
    readonly year: number;
    readonly month: number;
    readonly day: number;
    readonly hour: number;
    readonly minute: number;
  },
): boolean {
  if (!cron.minutes.values.has(at.minute) || !cron.hours.values.has(at.hour)) return false;
  if (!cron.months.values.has(at.month)) return false;
  const dayOfWeek = new Date(Date.UTC(at.year, at.month - 1, at.day)).getUTCDay();
  const byMonth = cron.daysOfMonth.values.has(at.day) || isSpecialDay(cron.specialDays, at);
  const byWeek =
    cron.daysOfWeek.values.has(dayOfWeek) || cron.nthWeekdays.some((one) => isNthWeekday(one, at));
  if (cron.daysOfMonth.any) return byWeek;
  return cron.daysOfWeek.any ? byMonth : byMonth || byWeek;
}

function refuse(message: string, hint: string): ParsedCron {
  return { ok: false, message: `${message}.`, hint };
}

function countFields(text: string, fields: readonly string[]): string {
  if (text === '') return 'no fields';
  return fields.length === 1 ? '1 field' : `${fields.length} fields`;
}

/** Six fields are Quartz's or systemd's, with seconds first: nearly always `0`. */
function countHint(fields: readonly string[]): string {
  if (fields.length !== 6 && fields.length !== 7) return `write ${shape}`;
  const five = fields.slice(1, 6).join(' ').replaceAll('?', '*');
  return `seconds are not supported; without them it reads ${five}`;
}

function sundayAsZero({ values, any }: CronField): CronField {
  return { values: new Set([...values].map((value) => value % 7)), any };
}

function neverFires(cron: Cron): boolean {
  if (Object.values(cron.specialDays).includes(true) || !cron.daysOfWeek.any) return false;
  const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const first = Math.min(...cron.daysOfMonth.values);
  return [...cron.months.values].every((month) => first > (longest[month - 1] ?? 31));
}
