import { type Expression, type TimeUnit } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, callFragment } from '../fragment.ts';
import { argument, textArgument, unitArgument } from '../functions.ts';
import { moment } from './cast.ts';
import { quoteText } from './literal.ts';

function isDate(expression: Expression, printer: ExpressionPrinter): boolean {
  return printer.typeOf(expression).type?.kind === 'date';
}

/** A date as Date32, a moment as DateTime64(6) in UTC. */
function exact(expression: Expression, printer: ExpressionPrinter): string {
  return isDate(expression, printer)
    ? `toDate32(${printer.print(expression)})`
    : moment(expression, printer);
}

const dateTrunc: FunctionPrinter = (call, printer) => {
  const unit = unitArgument(call, 0);
  const x = argument(call, 1);
  if (isDate(x, printer)) {
    const text = exact(x, printer);
    return unit === 'day' ? atom(text) : atom(`toDate32(date_trunc('${unit}', ${text}))`);
  }
  // date_trunc rounds parts of a second up before 1970, over midnight too.
  const seconds = `toStartOfSecond(${moment(x, printer)})`;
  if (unit === 'second') return atom(seconds);
  return atom(`toDateTime64(date_trunc('${unit}', ${seconds}), 6, 'UTC')`);
};

const parts: Readonly<Record<string, string>> = {
  year: 'toYear',
  quarter: 'toQuarter',
  month: 'toMonth',
  week: 'toISOWeek',
  day: 'toDayOfMonth',
  hour: 'toHour',
  minute: 'toMinute',
  second: 'toSecond',
  isodow: 'toDayOfWeek',
  doy: 'toDayOfYear',
};

const datePart: FunctionPrinter = (call, printer) => {
  const part = textArgument(call, 0).toLowerCase();
  const x = exact(argument(call, 1), printer);
  if (part === 'dow') return atom(`toInt32(toDayOfWeek(${x}) % 7)`);
  const name = parts[part];
  return name === undefined
    ? printer.unsupported(`date_part('${part}', …)`)
    : atom(`toInt32(${name}(${x}))`);
};

const adders: Readonly<Record<TimeUnit, string>> = {
  second: 'addSeconds',
  minute: 'addMinutes',
  hour: 'addHours',
  day: 'addDays',
  week: 'addWeeks',
  month: 'addMonths',
  quarter: 'addQuarters',
  year: 'addYears',
};

const dateDiff: FunctionPrinter = (call, printer) => {
  const unit = unitArgument(call, 0);
  const [from = '', to = ''] = [argument(call, 1), argument(call, 2)].map((one) =>
    moment(one, printer),
  );
  // dateDiff('week') miscounts weeks that begin before 1970.
  if (unit === 'week') {
    const [first, last] = [from, to].map((text) => `toDate32(date_trunc('week', ${text}))`);
    return atom(`intDiv(dateDiff('day', ${first}, ${last}), 7)`);
  }
  return callFragment('dateDiff', [`'${unit}'`, from, to, "'UTC'"]);
};

/** Dates and times; instants are read in UTC, never in the server's zone. */
export const temporalFunctions: Readonly<Record<string, FunctionPrinter>> = {
  date_trunc: dateTrunc,
  date_part: datePart,
  date_add: (call, printer) =>
    callFragment(adders[unitArgument(call, 2)], [
      exact(argument(call, 0), printer),
      printer.print(argument(call, 1)),
    ]),
  date_diff: dateDiff,
  at_time_zone: (call, printer) => {
    const zone = quoteText(textArgument(call, 1));
    return atom(
      `toDateTime64(toString(toTimeZone(${moment(argument(call, 0), printer)}, ${zone})), 6, 'UTC')`,
    );
  },
};
