import type { FunctionPrinter } from '../dialect.ts';
import { callFragment } from '../fragment.ts';
import { argument, textArgument, unitArgument } from '../functions.ts';
import { quoteText } from './literal.ts';
import { shift } from './operators.ts';

/** Dates and times; stored instants are in UTC, and so they are read. */
export const temporalFunctions: Readonly<Record<string, FunctionPrinter>> = {
  date_trunc: (call, printer) =>
    callFragment('etl_date_trunc', [
      quoteText(unitArgument(call, 0)),
      printer.print(argument(call, 1)),
    ]),
  date_part: (call, printer) =>
    callFragment('etl_date_part', [
      quoteText(textArgument(call, 0).toLowerCase()),
      printer.print(argument(call, 1)),
    ]),
  date_add: (call, printer) =>
    shift(argument(call, 0), printer.print(argument(call, 1)), {
      unit: unitArgument(call, 2),
      printer,
    }),
  date_diff: (call, printer) =>
    callFragment('etl_date_diff', [
      quoteText(unitArgument(call, 0)),
      printer.print(argument(call, 1)),
      printer.print(argument(call, 2)),
    ]),
  at_time_zone: (call, printer) =>
    callFragment('etl_at_time_zone', [
      printer.print(argument(call, 0)),
      quoteText(textArgument(call, 1)),
    ]),
};
