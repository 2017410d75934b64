import type { CallExpression } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, callFragment, type Fragment } from '../fragment.ts';
import { argument } from '../functions.ts';
import { printOrdered } from './operators.ts';
import { familyOf } from './types.ts';

interface Place {
  readonly call: CallExpression;
  readonly printer: ExpressionPrinter;
  readonly over: string;
}

/** `name(DISTINCT args) FILTER (WHERE …) OVER (…)`. */
function aggregate(name: string, args: string, { call, printer, over }: Place): Fragment {
  if (call.distinct === true && over !== '') {
    return printer.unsupported(`${call.name}(DISTINCT …) OVER (…)`);
  }
  const distinct = call.distinct === true ? 'DISTINCT ' : '';
  const filter = call.filter === undefined ? '' : ` FILTER (WHERE ${printer.print(call.filter)})`;
  return atom(`${name}(${distinct}${args})${filter}${over}`);
}

const named =
  (name: string): FunctionPrinter =>
  (call, printer, over) =>
    aggregate(name, printer.print(argument(call, 0)), { call, printer, over });

/** Of decimals: the extremum of their keys, and back to the scale of the type. */
const extremum =
  (name: string): FunctionPrinter =>
  (call, printer, over) => {
    const x = argument(call, 0);
    const { type } = printer.typeOf(x);
    const key = printOrdered(x, printer);
    if (key === undefined) return named(name)(call, printer, over);
    const found = aggregate(name, key.text, { call, printer, over }).text;
    const digits =
      type?.kind === 'decimal' && type.precision !== undefined
        ? [String(type.precision), String(type.scale ?? 0)]
        : [];
    return callFragment('etl_decimal', [`etl_decimal_of_key(${found})`, ...digits]);
  };

/** Floats in frames that move are summed anew: nothing is taken out of a sum of floats exactly. */
const total =
  (exact: string, float: string): FunctionPrinter =>
  (call, printer, over) => {
    const { type } = printer.typeOf(argument(call, 0));
    const isFloat = familyOf(type) === 'float';
    const moving = isFloat && over !== '' ? '_over' : '';
    return named(isFloat ? `${float}${moving}` : exact)(call, printer, over);
  };

/** Aggregates, with the result types of the function registry. */
export const aggregateFunctions: Readonly<Record<string, FunctionPrinter>> = {
  count: (call, printer, over) => {
    const [value] = call.args;
    const text = value === undefined ? '*' : printer.print(value);
    return aggregate('count', text, { call, printer, over });
  },
  sum: (call, printer, over) => {
    // SQLite's own sum of integers is exact, and fails past int64.
    const result = printer.typeOf({ kind: 'call', name: 'sum', args: [argument(call, 0)] }).type;
    return result?.kind === 'int64'
      ? named('sum')(call, printer, over)
      : total('etl_sum', 'etl_float_sum')(call, printer, over);
  },
  avg: total('etl_average', 'etl_float_average'),
  min: extremum('min'),
  max: extremum('max'),
  median: named('etl_median'),
  stddev: named('etl_deviation'),
  variance: (call, printer, over) => {
    const { text } = named('etl_deviation')(call, printer, over);
    return atom(`(${text} * ${text})`);
  },
  string_agg: (call, printer, over) =>
    callFragment('etl_join', [
      named('etl_sorted')(call, printer, over).text,
      printer.print(argument(call, 1)),
    ]),
  bool_and: named('min'),
  bool_or: named('max'),
};
