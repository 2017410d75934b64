import { isInteger, type CallExpression, type Expression } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom } from '../fragment.ts';
import { argument, textArgument } from '../functions.ts';
import { guarded } from './fail.ts';
import { quoteSeparator } from './literal.ts';
import { asDouble } from './operators.ts';

interface Place {
  readonly call: CallExpression;
  readonly printer: ExpressionPrinter;
  readonly over: string;
}

/** `name(DISTINCT value) OVER (…)`; FILTER is a CASE, since aggregates leave NULLs out. */
function aggregate(name: string, value: string, { call, printer, over }: Place): string {
  const isDistinct = call.distinct === true;
  if (isDistinct && over !== '') {
    return printer.unsupported(`${call.name}(DISTINCT …) OVER (…)`).text;
  }
  return `${name}(${isDistinct ? 'DISTINCT ' : ''}${filtered(value, call, printer)})${over}`;
}

function filtered(value: string, call: CallExpression, printer: ExpressionPrinter): string {
  return call.filter === undefined
    ? value
    : `CASE WHEN ${printer.print(call.filter)} THEN ${value} END`;
}

const simple =
  (
    name: string,
    print: (x: Expression, printer: ExpressionPrinter) => string = (x, printer) => printer.print(x),
  ): FunctionPrinter =>
  (call, printer, over) =>
    atom(aggregate(name, print(argument(call, 0), printer), { call, printer, over }));

const count: FunctionPrinter = (call, printer, over) => {
  const [value] = call.args;
  const all = call.filter === undefined ? '*' : '1';
  return atom(aggregate('COUNT', value ? printer.print(value) : all, { call, printer, over }));
};

/** Sums of integers are DECIMAL; int64 is what core promises for narrow ones. */
const sum: FunctionPrinter = (call, printer, over) => {
  const x = argument(call, 0);
  const { type } = printer.typeOf({ kind: 'call', name: 'sum', args: [x] });
  const place = { call, printer, over };
  if (type?.kind === 'float64') return atom(aggregate('SUM', asDouble(x, printer), place));
  const text = aggregate('SUM', printer.print(x), place);
  return atom(type !== null && isInteger(type) ? `CAST(${text} AS SIGNED)` : text);
};

/** GROUP_CONCAT cuts what is too long, with no more than a warning: an error then. */
function whole(list: string, value: string, typeName: string): string {
  const limit = 'LEAST(@@group_concat_max_len, @@max_allowed_packet) - 4';
  return guarded(`LENGTH(${list}) < ${limit}`, value, {
    reason: 'longer than group_concat_max_len or max_allowed_packet',
    args: [`LENGTH(${list})`],
    typeName,
  });
}

/** There is no aggregate for it: the two values in the middle of the sorted list. */
const median: FunctionPrinter = (call, printer, over) => {
  if (over !== '') return printer.unsupported('median(…) OVER (…)');
  if (call.distinct === true) return printer.unsupported('median(DISTINCT …)');
  const value = filtered(asDouble(argument(call, 0), printer), call, printer);
  const list = `GROUP_CONCAT(${value} ORDER BY ${value} SEPARATOR ',')`;
  const pick = (place: string) =>
    `CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(${list}, ',', ${place}), ',', -1) AS DOUBLE)`;
  const middle = `(${pick(`(COUNT(${value}) + 1) DIV 2`)} + ${pick(`COUNT(${value}) DIV 2 + 1`)}) / 2`;
  return atom(whole(list, middle, 'DOUBLE'));
};

const stringAgg: FunctionPrinter = (call, printer, over) => {
  if (over !== '') return printer.unsupported('string_agg(…) OVER (…)');
  const value = filtered(printer.print(argument(call, 0)), call, printer);
  const distinct = call.distinct === true ? 'DISTINCT ' : '';
  const separator = quoteSeparator(textArgument(call, 1));
  const list = `GROUP_CONCAT(${distinct}${value} ORDER BY ${value} SEPARATOR ${separator})`;
  return atom(whole(list, list, 'CHAR'));
};

/** Aggregates, with the result types of the function registry. */
export const aggregateFunctions: Readonly<Record<string, FunctionPrinter>> = {
  count,
  sum,
  avg: simple('AVG', asDouble),
  min: simple('MIN'),
  max: simple('MAX'),
  median,
  stddev: simple('STDDEV_SAMP', asDouble),
  variance: simple('VAR_SAMP', asDouble),
  string_agg: stringAgg,
  bool_and: simple('MIN'),
  bool_or: simple('MAX'),
};
