import type { CallExpression, ColumnType, Expression } from '@ai-etl/core';
import { isConstant } from '../../relation/block.ts';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, type Fragment } from '../fragment.ts';
import { argument, numberArgument } from '../functions.ts';
import { castTo } from './cast.ts';
import { asDouble } from './operators.ts';

interface Place {
  readonly call: CallExpression;
  readonly printer: ExpressionPrinter;
  readonly over: string;
}

/** `name(DISTINCT args) FILTER (WHERE …) OVER (…)`. */
function aggregate(name: string, args: string, { call, printer, over }: Place): string {
  const distinct = call.distinct === true ? 'DISTINCT ' : '';
  const filter = call.filter === undefined ? '' : ` FILTER (WHERE ${printer.print(call.filter)})`;
  return `${name}(${distinct}${args})${filter}${over}`;
}

const plainAggregate =
  (name: string): FunctionPrinter =>
  (call, printer, over) =>
    atom(aggregate(name, printer.print(argument(call, 0)), { call, printer, over }));

const ofDoubles =
  (name: string): FunctionPrinter =>
  (call, printer, over) =>
    atom(aggregate(name, asDouble(argument(call, 0), printer), { call, printer, over }));

/** DuckDB sums integers in 128 bits; the result's own type is narrower. */
function sum(call: CallExpression, printer: ExpressionPrinter, over: string): Fragment {
  const x = argument(call, 0);
  const place = { call, printer, over };
  const result: ColumnType | null = printer.typeOf({ kind: 'call', name: 'sum', args: [x] }).type;
  if (result?.kind === 'float64') return atom(aggregate('sum', asDouble(x, printer), place));
  const text = aggregate('sum', printer.print(x), place);
  const isDecimal = printer.typeOf(x).type?.kind === 'decimal';
  return result === null || isDecimal ? atom(text) : castTo(text, result, printer);
}

/** DuckDB refuses to order by a constant. */
function orderBy(x: Expression, value: string): string {
  return isConstant(x) ? '' : ` ORDER BY ${value}`;
}

/** Aggregates, with the result types of the function registry. */
export const aggregateFunctions: Readonly<Record<string, FunctionPrinter>> = {
  count: (call, printer, over) => {
    const [value] = call.args;
    const text = value === undefined ? '*' : printer.print(value);
    return atom(aggregate('count', text, { call, printer, over }));
  },
  sum,
  avg: plainAggregate('avg'),
  min: plainAggregate('min'),
  max: plainAggregate('max'),
  median: ofDoubles('median'),
  stddev: ofDoubles('stddev_samp'),
  quantile: (call, printer, over) => {
    const args = `${asDouble(argument(call, 0), printer)}, ${numberArgument(call, 1)}`;
    return atom(aggregate('quantile_cont', args, { call, printer, over }));
  },
  variance: ofDoubles('var_samp'),
  array_agg: (call, printer, over) => {
    const x = argument(call, 0);
    const value = printer.print(x);
    const present: Expression = { kind: 'is_null', operand: x, negated: true };
    const filter: Expression =
      call.filter === undefined
        ? present
        : { kind: 'binary', op: 'and', left: call.filter, right: present };
    const place = { call: { ...call, filter }, printer, over };
    return atom(`coalesce(${aggregate('array_agg', `${value}${orderBy(x, value)}`, place)}, [])`);
  },
  string_agg: (call, printer, over) => {
    const x = argument(call, 0);
    const value = printer.print(x);
    const args = `${value}, ${printer.print(argument(call, 1))}${orderBy(x, value)}`;
    return atom(aggregate('string_agg', args, { call, printer, over }));
  },
  bool_and: plainAggregate('bool_and'),
  bool_or: plainAggregate('bool_or'),
};
