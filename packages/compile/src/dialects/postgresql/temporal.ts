import type { Expression, TimeUnit } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence } from '../fragment.ts';
import { argument, integerLiteral, textArgument, unitArgument } from '../functions.ts';
import { quoteText } from './literal.ts';

/** A date, timestamp or timestamptz as a timestamp: instants as UTC shows them. */
function utc(expression: Expression, printer: ExpressionPrinter): string {
  const text = printer.print(expression);
  switch (printer.typeOf(expression).type?.kind) {
    case 'date':
      return `CAST(${text} AS timestamp)`;
    case 'timestamptz':
      return `timezone('UTC', ${text})`;
    default:
      return text;
  }
}

/** A timestamp's text brought back to the type that `like` has. */
function backTo(like: Expression, text: string, printer: ExpressionPrinter): string {
  switch (printer.typeOf(like).type?.kind) {
    case 'date':
      return `CAST(${text} AS date)`;
    case 'timestamptz':
      return `timezone('UTC', ${text})`;
    default:
      return text;
  }
}

const dateTrunc: FunctionPrinter = (call, printer) => {
  const x = argument(call, 1);
  const unit = quoteText(unitArgument(call, 0));
  return atom(backTo(x, `date_trunc(${unit}, ${utc(x, printer)})`, printer));
};

const datePart: FunctionPrinter = (call, printer) => {
  const part = textArgument(call, 0).toLowerCase();
  const value = `date_part(${quoteText(part)}, ${utc(argument(call, 1), printer)})`;
  return atom(`CAST(${part === 'second' ? `floor(${value})` : value} AS integer)`);
};

const intervalArgument: Readonly<Record<TimeUnit, string>> = {
  second: 'secs',
  minute: 'mins',
  hour: 'hours',
  day: 'days',
  week: 'weeks',
  month: 'months',
  quarter: 'months',
  year: 'years',
};

function interval(count: Expression, unit: TimeUnit, printer: ExpressionPrinter): string {
  const literal = integerLiteral(count);
  if (literal !== undefined) {
    return printer.print({ kind: 'literal', type: 'interval', amount: literal, unit });
  }
  const text = `CAST(${printer.print(count)} AS integer)`;
  return `make_interval(${intervalArgument[unit]} => ${unit === 'quarter' ? `${text} * 3` : text})`;
}

const dateAdd: FunctionPrinter = (call, printer) => {
  const x = argument(call, 0);
  const moved = `${utc(x, printer)} + ${interval(argument(call, 1), unitArgument(call, 2), printer)}`;
  const text = backTo(x, moved, printer);
  return text === moved ? { text, precedence: precedence.additive } : atom(text);
};

const dateDiff: FunctionPrinter = (call, printer) => {
  const unit = unitArgument(call, 0);
  const index = indexOf[unit];
  const [from = '', to = ''] = [argument(call, 1), argument(call, 2)].map((one) =>
    utc(one, printer),
  );
  if (index !== undefined) return bigint(`${index(to)} - (${index(from)})`);
  const start = (text: string) => `date_trunc(${quoteText(unit)}, ${text})`;
  const elapsed = `date_part('epoch', ${start(to)} - ${start(from)})`;
  const seconds = secondsOf[unit] ?? 1;
  return bigint(seconds === 1 ? elapsed : `${elapsed} / ${seconds}`);
};

/** Number of a calendar unit that has no fixed length, counted from year 0. */
const indexOf: Readonly<Partial<Record<TimeUnit, (text: string) => string>>> = {
  year: (text) => `date_part('year', ${text})`,
  quarter: (text) => `date_part('year', ${text}) * 4 + date_part('quarter', ${text})`,
  month: (text) => `date_part('year', ${text}) * 12 + date_part('month', ${text})`,
};

const secondsOf: Readonly<Partial<Record<TimeUnit, number>>> = {
  week: 604_800,
  day: 86_400,
  hour: 3600,
  minute: 60,
};

function bigint(text: string) {
  return atom(`CAST(${text} AS bigint)`);
}

/** Dates and times; instants are read in UTC, never in the session's zone. */
export const temporalFunctions: Readonly<Record<string, FunctionPrinter>> = {
  date_trunc: dateTrunc,
  date_part: datePart,
  date_add: dateAdd,
  date_diff: dateDiff,
  at_time_zone: (call, printer) =>
    callFragment('timezone', [quoteText(textArgument(call, 1)), printer.print(argument(call, 0))]),
};
