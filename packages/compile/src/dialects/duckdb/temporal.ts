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
      return `CAST(${text} AS TIMESTAMP)`;
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
      return `CAST(${text} AS DATE)`;
    case 'timestamptz':
      return `timezone('UTC', ${text})`;
    default:
      return text;
  }
}

const dateTrunc: FunctionPrinter = (call, printer) => {
  const x = argument(call, 1);
  return atom(backTo(x, `date_trunc('${unitArgument(call, 0)}', ${utc(x, printer)})`, printer));
};

const datePart: FunctionPrinter = (call, printer) => {
  const part = quoteText(textArgument(call, 0).toLowerCase());
  return atom(`CAST(date_part(${part}, ${utc(argument(call, 1), printer)}) AS INTEGER)`);
};

const intervalOf: Readonly<Record<TimeUnit, string>> = {
  second: 'to_seconds',
  minute: 'to_minutes',
  hour: 'to_hours',
  day: 'to_days',
  week: 'to_weeks',
  month: 'to_months',
  quarter: 'to_quarters',
  year: 'to_years',
};

function interval(count: Expression, unit: TimeUnit, printer: ExpressionPrinter): string {
  const amount = integerLiteral(count);
  return amount === undefined
    ? `${intervalOf[unit]}(CAST(${printer.print(count)} AS INTEGER))`
    : printer.print({ kind: 'literal', type: 'interval', amount, unit });
}

const dateAdd: FunctionPrinter = (call, printer) => {
  const x = argument(call, 0);
  const moved = `${utc(x, printer)} + ${interval(argument(call, 1), unitArgument(call, 2), printer)}`;
  const text = backTo(x, moved, printer);
  return text === moved ? { text, precedence: precedence.additive } : atom(text);
};

const dateDiff: FunctionPrinter = (call, printer) => {
  const unit = unitArgument(call, 0);
  const moments = [argument(call, 1), argument(call, 2)].map((one) => utc(one, printer));
  if (unit !== 'week') return callFragment('date_diff', [`'${unit}'`, ...moments]);
  // date_diff('week') miscounts weeks that begin before 1970.
  const weeks = moments.map((text) => `date_trunc('week', ${text})`);
  return {
    text: `date_diff('day', ${weeks.join(', ')}) // 7`,
    precedence: precedence.multiplicative,
  };
};

/** Dates and times; instants are read in UTC, never in the session's zone. */
export const temporalFunctions: Readonly<Record<string, FunctionPrinter>> = {
  date_trunc: dateTrunc,
  date_part: datePart,
  date_add: dateAdd,
  date_diff: dateDiff,
  at_time_zone: (call, printer) =>
    callFragment('timezone', [quoteText(textArgument(call, 1)), printer.print(argument(call, 0))]),
};
