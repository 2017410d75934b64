import { atom, callFragment, precedence, type Fragment } from '../fragment.ts';

/** Parts of moments by what `strftime` calls them. */
const formats: Readonly<Record<string, string>> = {
  year: '%Y',
  month: '%m',
  day: '%d',
  hour: '%H',
  minute: '%M',
  second: '%S',
  epoch: '%s',
  dow: '%w',
  doy: '%j',
};

/** A part of a moment as a whole number; undefined for parts that `strftime` does not know. */
export function datePart(part: string, moment: string): Fragment | undefined {
  const format = formats[part];
  if (format !== undefined) return atom(integer(format, moment));
  switch (part) {
    case 'quarter':
      return multiplicative(`(${integer('%m', moment)} + 2) / 3`);
    case 'isodow':
      return { text: `(${integer('%w', moment)} + 6) % 7 + 1`, precedence: precedence.additive };
    default:
      return undefined;
  }
}

const starts: Readonly<Record<string, string>> = {
  year: '%Y-01-01',
  month: '%Y-%m-01',
  day: '%Y-%m-%d',
};
const times: Readonly<Record<string, string>> = {
  hour: '%Y-%m-%d %H:00:00',
  minute: '%Y-%m-%d %H:%M:00',
};

/** The start of the unit that a moment lies in, as SQLite keeps moments; undefined for other units. */
export function startOf(unit: string, moment: string, isDate: boolean): Fragment | undefined {
  const time = isDate ? '' : ' 00:00:00';
  const format = starts[unit];
  if (format !== undefined) return callFragment('strftime', [`'${format}${time}'`, moment]);
  if (times[unit] !== undefined && !isDate)
    return callFragment('strftime', [`'${times[unit]}'`, moment]);
  // The Monday on or before: the Sunday that follows, or is it, six days back.
  if (unit === 'week')
    return callFragment('strftime', [`'%Y-%m-%d${time}'`, moment, "'weekday 0'", "'-6 days'"]);
  return undefined;
}

/** Days in units that are days. */
const daysIn: Readonly<Record<string, number>> = { day: 1, week: 7 };
const monthsIn: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** A day moved by so many units; undefined for units within days. */
export function shifted(day: string, amount: number, unit: string): Fragment | undefined {
  const by = (count: number, units: string): string => `'${count < 0 ? '' : '+'}${count} ${units}'`;
  const days = daysIn[unit];
  if (days !== undefined) return callFragment('date', [day, by(amount * days, 'days')]);
  const months = monthsIn[unit];
  if (months === undefined) return undefined;
  // SQLite takes 31 January a month on for 3 March; the last day of the month is meant.
  const moved = `date(${day}, ${by(amount * months, 'months')})`;
  const last = `date(${day}, 'start of month', ${by(amount * months + 1, 'months')}, '-1 day')`;
  return callFragment('min', [moved, last]);
}

/** Number of the unit that a moment lies in, by unit: differences of two count the starts between them. */
export const indexIn: Readonly<Record<string, (moment: string) => string>> = {
  second: (moment) => integer('%s', moment),
  minute: (moment) => `${integer('%s', moment)} / 60`,
  hour: (moment) => `${integer('%s', moment)} / 3600`,
  day: (moment) => `CAST(julianday(date(${moment})) AS INTEGER)`,
  // Julian days are counted from a Monday, at noon.
  week: (moment) => `CAST(julianday(date(${moment})) + 0.5 AS INTEGER) / 7`,
  month: (moment) => `(${integer('%Y', moment)} * 12 + ${integer('%m', moment)})`,
  quarter: (moment) => `(${integer('%Y', moment)} * 4 + (${integer('%m', moment)} + 2) / 3)`,
  year: (moment) => integer('%Y', moment),
};

function multiplicative(text: string): Fragment {
  return { text, precedence: precedence.multiplicative };
}

function integer(format: string, moment: string): string {
  return `CAST(strftime('${format}', ${moment}) AS INTEGER)`;
}
