import type { Expression, TimeUnit } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence } from '../fragment.ts';
import { argument, textArgument, unitArgument } from '../functions.ts';
import { guarded, presentOr } from './fail.ts';
import { quoteText } from './literal.ts';

function isDate(expression: Expression, printer: ExpressionPrinter): boolean {
  return printer.typeOf(expression).type?.kind === 'date';
}

/** Name of the type that a date or moment has. */
function nameOf(expression: Expression, printer: ExpressionPrinter): 'DATE' | 'DATETIME(6)' {
  return isDate(expression, printer) ? 'DATE' : 'DATETIME(6)';
}

/** Texts of a unit's start; DATE_FORMAT cuts, it does not round. */
const starts: Readonly<Partial<Record<TimeUnit, string>>> = {
  year: '%Y-01-01',
  month: '%Y-%m-01',
  day: '%Y-%m-%d',
  hour: '%Y-%m-%d %H:00:00',
  minute: '%Y-%m-%d %H:%i:00',
  second: '%Y-%m-%d %H:%i:%s',
};

function startOf(unit: TimeUnit, text: string, typeName: string): string {
  if (unit === 'week') return `CAST(DATE(${text}) - INTERVAL WEEKDAY(${text}) DAY AS ${typeName})`;
  if (unit === 'quarter') {
    const month = startOf('month', text, typeName);
    return `${month} - INTERVAL (MONTH(${text}) - 1) % 3 MONTH`;
  }
  return `CAST(DATE_FORMAT(${text}, '${starts[unit] ?? ''}') AS ${typeName})`;
}

const dateTrunc: FunctionPrinter = (call, printer) => {
  const x = argument(call, 1);
  const unit = unitArgument(call, 0);
  const isFine = unit === 'day' || unit === 'hour' || unit === 'minute' || unit === 'second';
  if (isFine && isDate(x, printer)) return printer.fragment(x);
  const text = startOf(unit, printer.print(x), nameOf(x, printer));
  return unit === 'quarter' ? { text, precedence: precedence.additive } : atom(text);
};

const parts: Readonly<Record<string, (text: string) => string>> = {
  year: (text) => `YEAR(${text})`,
  quarter: (text) => `QUARTER(${text})`,
  month: (text) => `MONTH(${text})`,
  // Mode 3 is ISO 8601.
  week: (text) => `WEEK(${text}, 3)`,
  day: (text) => `DAYOFMONTH(${text})`,
  hour: (text) => `HOUR(${text})`,
  minute: (text) => `MINUTE(${text})`,
  second: (text) => `SECOND(${text})`,
  doy: (text) => `DAYOFYEAR(${text})`,
  dow: (text) => `(DAYOFWEEK(${text}) - 1)`,
  isodow: (text) => `(WEEKDAY(${text}) + 1)`,
};

const datePart: FunctionPrinter = (call, printer) => {
  const part = textArgument(call, 0).toLowerCase();
  const print = parts[part];
  const x = argument(call, 1);
  if (print === undefined) return printer.unsupported(`date_part('${part}', …)`);
  const isTime = part === 'hour' || part === 'minute' || part === 'second';
  // HOUR of a DATE would be read from its text.
  const text =
    isTime && isDate(x, printer) ? `CAST(${printer.print(x)} AS DATETIME(6))` : printer.print(x);
  return atom(print(text));
};

const dateAdd: FunctionPrinter = (call, printer) => {
  const x = argument(call, 0);
  const [text, count] = [printer.print(x), printer.print(argument(call, 1))];
  const moved = `DATE_ADD(${text}, INTERVAL ${count} ${unitArgument(call, 2).toUpperCase()})`;
  const reason = 'moved out of the years 1 to 9999';
  return atom(presentOr(moved, reason, [text, count], nameOf(x, printer)));
};

/** Number of a unit, counted from year 0; TO_DAYS(…) - 2 is divisible by 7 on Mondays. */
const indexes: Readonly<Partial<Record<TimeUnit, (text: string) => string>>> = {
  year: (text) => `YEAR(${text})`,
  quarter: (text) => `(YEAR(${text}) * 4 + QUARTER(${text}))`,
  month: (text) => `(YEAR(${text}) * 12 + MONTH(${text}))`,
  week: (text) => `(TO_DAYS(${text}) - 2) DIV 7`,
  day: (text) => `TO_DAYS(${text})`,
};

const dateDiff: FunctionPrinter = (call, printer) => {
  const unit = unitArgument(call, 0);
  const [from = '', to = ''] = [argument(call, 1), argument(call, 2)].map((one) =>
    printer.print(one),
  );
  const index = indexes[unit];
  if (index !== undefined) {
    return { text: `${index(to)} - ${index(from)}`, precedence: precedence.additive };
  }
  const [first, last] = [from, to].map((text) => startOf(unit, text, 'DATETIME(6)'));
  return callFragment('TIMESTAMPDIFF', [unit.toUpperCase(), first ?? '', last ?? '']);
};

/**
 * CONVERT_TZ gives its input back where a 32-bit time ends, and NULL without time zone tables; both
 * are errors here.
 */
const atTimeZone: FunctionPrinter = (call, printer) => {
  const text = printer.print(argument(call, 0));
  const zone = textArgument(call, 1);
  const reason = `no time in ${zone}: it is known from 1970 to 2038, if the time zone tables are loaded`;
  const otherwise = { reason, args: [text], typeName: 'DATETIME(6)' };
  const converted = presentOr(
    `CONVERT_TZ(${text}, '+00:00', ${quoteText(zone)})`,
    reason,
    [text],
    otherwise.typeName,
  );
  const known = `${text} BETWEEN TIMESTAMP '1970-01-01 00:00:01' AND TIMESTAMP '2038-01-19 03:14:07'`;
  return atom(guarded(known, converted, otherwise));
};

/** Dates and times; instants are DATETIME in UTC, so no session setting matters. */
export const temporalFunctions: Readonly<Record<string, FunctionPrinter>> = {
  date_trunc: dateTrunc,
  date_part: datePart,
  date_add: dateAdd,
  date_diff: dateDiff,
  at_time_zone: atTimeZone,
};
