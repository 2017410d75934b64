import { SqliteMisfit } from './value.ts';

/** A wall clock or, read in UTC, an instant: whole seconds since 1970 and microseconds above them. */
export interface Moment {
  readonly seconds: number;
  readonly micros: number;
}

const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?$/;

/** Reads `YYYY-MM-DD`, or a timestamp; undefined when it names no real one. */
export function readMoment(text: string): Moment | undefined {
  const parts = pattern.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((one) => Number(one ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal = year > 0 && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  if (!isReal || hour > 23 || minute > 59 || second > 59) return undefined;
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
  return { seconds, micros: Number((parts[7] ?? '').padEnd(6, '0')) };
}

/** As `readMoment`, of a stored value. */
export function parseMoment(text: string): Moment {
  const moment = readMoment(text);
  if (moment === undefined) throw new SqliteMisfit(`"${text}" is no date or timestamp`);
  return moment;
}

export function dateText({ seconds }: Moment): string {
  const date = new Date(seconds * 1000);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new SqliteMisfit('a date outside of the years 1 to 9999');
  return date.toISOString().slice(0, 10);
}

/** `YYYY-MM-DD HH:MM:SS[.ffffff]`, the fraction without trailing zeros. */
export function momentText(moment: Moment): string {
  const clock = new Date(moment.seconds * 1000).toISOString().slice(11, 19);
  return `${dateText(moment)} ${clock}${fractionText(moment.micros)}`;
}

/** `.25`, or nothing. */
export function fractionText(micros: number): string {
  const digits = String(micros).padStart(6, '0').replace(/0+$/, '');
  return digits === '' ? '' : `.${digits}`;
}

/** Whether a text is a date: it then stays one when it is moved or cut. */
export function isDateText(text: string): boolean {
  return text.length === 10;
}
