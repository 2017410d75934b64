import type { CallExpression, Expression } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom } from '../fragment.ts';
import { argument, numberArgument, textArgument } from '../functions.ts';
import { quoteText } from './literal.ts';
import { asFloat, printKey } from './operators.ts';
import { typeName } from './types.ts';

interface Place {
  readonly call: CallExpression;
  readonly printer: ExpressionPrinter;
  readonly over: string;
}

/** `nameIf(DISTINCT args, condition) OVER (…)`: FILTER is the If combinator. */
function aggregate(name: string, args: string, { call, printer, over }: Place): string {
  const distinct = call.distinct === true ? 'DISTINCT ' : '';
  const parameters = /\(.*\)$/.exec(name)?.[0] ?? '';
  const bare = name.slice(0, name.length - parameters.length);
  if (call.filter === undefined) return `${bare}${parameters}(${distinct}${args})${over}`;
  const condition = printer.print(call.filter);
  const all = args === '' ? condition : `${args}, ${condition}`;
  return `${bare}If${parameters}(${distinct}${all})${over}`;
}

const orNull =
  (name: string, print: (x: Expression, printer: ExpressionPrinter) => string): FunctionPrinter =>
  (call, printer, over) =>
    atom(aggregate(name, print(argument(call, 0), printer), { call, printer, over }));

const asIs = (x: Expression, printer: ExpressionPrinter) => printer.print(x);

/** What DISTINCT compares. */
function key(x: Expression, printer: ExpressionPrinter): string {
  return (printKey(x, printer) ?? printer.fragment(x)).text;
}

/** Sums in a type that holds the result: int64 in a decimal, decimals in 38 digits. */
function summand(call: CallExpression, printer: ExpressionPrinter): string {
  const x = argument(call, 0);
  const own = printer.typeOf(x);
  const result = printer.typeOf({ kind: 'call', name: 'sum', args: [x] }).type;
  if (result?.kind === 'float64') return asFloat(x, printer);
  // A CASE of literals is unsigned, and so would its sum be.
  if (result?.kind !== 'decimal') {
    return x.kind === 'column' ? printer.print(x) : `toInt64(${printer.print(x)})`;
  }
  const name = typeName(result, own.nullable);
  return name === undefined
    ? printer.unsupported('a sum of over 76 digits').text
    : `CAST(${printer.print(x)}, '${name}')`;
}

/** Aggregates over no values are NULL: the OrNull combinator, except for counts. */
export const aggregateFunctions: Readonly<Record<string, FunctionPrinter>> = {
  count: (call, printer, over) => {
    const [value] = call.args;
    const text = value === undefined ? '' : key(value, printer);
    const distinct = call.distinct === true && value !== undefined;
    const plain = { call: { ...call, distinct: false }, printer, over };
    return atom(`toInt64(${aggregate(distinct ? 'uniqExact' : 'count', text, plain)})`);
  },
  sum: (call, printer, over) =>
    atom(aggregate('sumOrNull', summand(call, printer), { call, printer, over })),
  avg: orNull('avgOrNull', asIs),
  min: orNull('minOrNull', asIs),
  max: orNull('maxOrNull', asIs),
  median: orNull('quantileExactInclusiveOrNull(0.5)', asFloat),
  stddev: (call, printer, over) => {
    const place = { call, printer, over };
    const value = aggregate('stddevSampOrNull', asFloat(argument(call, 0), printer), place);
    // Of a single value ClickHouse says NaN.
    return atom(`if(isNaN(${value}), NULL, ${value})`);
  },
  quantile: (call, printer, over) =>
    orNull(`quantileExactInclusiveOrNull(${numberArgument(call, 1)})`, asFloat)(
      call,
      printer,
      over,
    ),
  variance: (call, printer, over) => {
    const place = { call, printer, over };
    const value = aggregate('varSampOrNull', asFloat(argument(call, 0), printer), place);
    return atom(`if(isNaN(${value}), NULL, ${value})`);
  },
  array_agg: (call, printer, over) => {
    const name = call.distinct === true ? 'groupUniqArray' : 'groupArray';
    const place = { call: { ...call, distinct: false }, printer, over };
    return atom(`arraySort(${aggregate(name, key(argument(call, 0), printer), place)})`);
  },
  string_agg: (call, printer, over) => {
    const name = call.distinct === true ? 'groupUniqArray' : 'groupArray';
    const place = { call: { ...call, distinct: false }, printer, over };
    const values = aggregate(name, printer.print(argument(call, 0)), place);
    const separator = quoteText(textArgument(call, 1));
    return atom(
      `if(empty(${values}), NULL, arrayStringConcat(arraySort(${values}), ${separator}))`,
    );
  },
  bool_and: (call, printer, over) =>
    atom(
      `toBool(${aggregate('minOrNull', printer.print(argument(call, 0)), { call, printer, over })})`,
    ),
  bool_or: (call, printer, over) =>
    atom(
      `toBool(${aggregate('maxOrNull', printer.print(argument(call, 0)), { call, printer, over })})`,
    ),
};
