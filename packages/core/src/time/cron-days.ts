/** Days that no number names, of the day-of-month field. A working day is Monday to Friday. */
export interface SpecialDays {
  /** `L` */
  readonly last: boolean;
  /** `1W` */
  readonly firstWorking: boolean;
  /** `LW` */
  readonly lastWorking: boolean;
}

/** One weekday of a month: `1#2` is its second Monday, `5L` its last Friday. 0 is Sunday. */
export interface NthWeekday {
  readonly day: number;
  readonly nth: number | 'last';
}

/** The day-of-month field, parted; `rest` undefined: nothing but special days stands there. */
export function splitSpecialDays(text: string): {
  readonly special: SpecialDays;
  readonly rest: string | undefined;
} {
  const parts = text.split(',').map((part) => part.toUpperCase());
  const rest = parts.filter((part) => !['L', '1W', 'LW'].includes(part));
  return {
    special: {
      last: parts.includes('L'),
      firstWorking: parts.includes('1W'),
      lastWorking: parts.includes('LW'),
    },
    rest: rest.length === 0 ? undefined : rest.join(','),
  };
}

/** The day-of-week field, parted; `rest` undefined: only weekdays of the month stand there. */
export function splitNthWeekdays(
  text: string,
  names: readonly string[],
): { readonly nth: readonly NthWeekday[]; readonly rest: string | undefined } {
  const nth: NthWeekday[] = [];
  const rest: string[] = [];
  for (const part of text.split(',')) {
    const found = /^(?<day>[0-7]|[a-z]{3})(?:#(?<nth>[1-5])|(?<last>l))$/iu.exec(part)?.groups;
    const named = names.indexOf((found?.['day'] ?? '').toUpperCase());
    const day = named >= 0 ? named : Number(found?.['day']) % 7;
    if (found === undefined || Number.isNaN(day)) rest.push(part);
    else nth.push({ day, nth: found['last'] === undefined ? Number(found['nth']) : 'last' });
  }
  return { nth, rest: rest.length === 0 ? undefined : rest.join(',') };
}

/** A day of the calendar; the month counts from 1. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Whether a day is one of these special days of its month. */
export function isSpecialDay(special: SpecialDays, at: Day): boolean {
  const end = lastDayOf(at);
  if (special.last && at.day === end) return true;
  const isWorking = (day: number) =>
    day >= 1 && day <= end && ![0, 6].includes(weekdayOf({ ...at, day }));
  if (!isWorking(at.day)) return false;
  const before = [at.day - 2, at.day - 1].some(isWorking);
  const behind = [at.day + 1, at.day + 2].some(isWorking);
  const isFirst = at.day <= 3 && !before;
  const isLast = at.day >= end - 2 && !behind;
  return (special.firstWorking && isFirst) || (special.lastWorking && isLast);
}

/** Whether a day is that weekday of its month. */
export function isNthWeekday({ day, nth }: NthWeekday, at: Day): boolean {
  if (weekdayOf(at) !== day) return false;
  return nth === 'last' ? at.day > lastDayOf(at) - 7 : Math.ceil(at.day / 7) === nth;
}

function weekdayOf({ year, month, day }: Day): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

function lastDayOf({ year, month }: Day): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
