const parts =
  /^(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d:\d\d)(:\d\d)?(?:\.(\d+))?(?:Z|([+-]\d\d)(?::?(\d\d))?)?$/;

/**
 * A time or moment that is spelled right in the one form that columns keep, with six digits; with an
 * offset that moment in UTC. Null where there is no such day, or the moment lies beyond four-digit years. Pure.
 */
export function fittingMoment(
  text: string,
  kind: 'time' | 'timestamp' | 'timestamptz',
): string | null {
  const [, day, minutes, seconds = ':00', fraction = '', hour, minute = '00'] =
    parts.exec(text) ?? [];
  if (minutes === undefined) return null;
  const rest = `${minutes}${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}`;
  if (kind === 'time') return rest;
  if (day === undefined || !isDay(day)) return null;
  return hour === undefined ? `${day} ${rest}` : inUtc(`${day} ${rest}`, `${hour}:${minute}`);
}

/** True where the month has such a day; the year 0 is none. Pure. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined || year < '0001') return false;
  return day !== undefined && day >= '01' && Number(day) <= daysOf(Number(year), Number(month));
}

/** Days of a month; none of a month that is not there. */
function daysOf(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeapYear ? 29 : 28;
  if (month < 1 || month > 12) return 0;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function inUtc(moment: string, offset: string): string | null {
  const at = new Date(`${moment.slice(0, 19).replace(' ', 'T')}${offset}`).toISOString();
  const isPortable = /^\d{4}-/.test(at) && at >= '0001';
  return isPortable ? `${at.slice(0, 19).replace('T', ' ')}${moment.slice(19)}` : null;
}
