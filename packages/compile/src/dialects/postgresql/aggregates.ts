import type { CallExpression, Expression } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, type Fragment } from '../fragment.ts';
import { argument, numberArgument } from '../functions.ts';
import { asDouble } from './numeric.ts';
import { orderedValue } from './ordered.ts';

/** `name(DISTINCT args) FILTER (WHERE …) OVER (…)`. */
function aggregate(
  name: string,
  args: string,
  { call, printer, over }: { call: CallExpression; printer: ExpressionPrinter; over: string },
): string {
  const distinct = call.distinct === true ? 'DISTINCT ' : '';
  const filter = call.filter === undefined ? '' : ` FILTER (WHERE ${printer.print(call.filter)})`;
  return `${name}(${distinct}${args})${filter}${over}`;
}

const plainAggregate =
  (name: string): FunctionPrinter =>
  (call, printer, over) =>
    distinctWindow(call, printer, over) ??
    atom(aggregate(name, printer.print(argument(call, 0)), { call, printer, over }));

/** PostgreSQL has no DISTINCT in window functions. */
function distinctWindow(
  call: CallExpression,
  printer: ExpressionPrinter,
  over: string,
): Fragment | undefined {
  return call.distinct === true && over !== ''
    ? printer.unsupported(`${call.name}(DISTINCT …) OVER (…)`)
    : undefined;
}

const extremum =
  (name: string): FunctionPrinter =>
  (call, printer, over) =>
    distinctWindow(call, printer, over) ??
    atom(aggregate(name, orderedValue(argument(call, 0), printer), { call, printer, over }));

/** Continuous: between two values it lies on the straight line. */
function percentile(
  level: string,
  { call, printer, over }: { call: CallExpression; printer: ExpressionPrinter; over: string },
): Fragment {
  if (over !== '') return printer.unsupported(`${call.name}(…) OVER (…)`);
  if (call.distinct === true) return printer.unsupported(`${call.name}(DISTINCT …)`);
  const order = `percentile_cont(${level}) WITHIN GROUP (ORDER BY ${asDouble(argument(call, 0), printer)})`;
  const filter = call.filter === undefined ? '' : ` FILTER (WHERE ${printer.print(call.filter)})`;
  return atom(`${order}${filter}`);
}

/** Aggregates, with the result types of the function registry. */
export const aggregateFunctions: Readonly<Record<string, FunctionPrinter>> = {
  count: (call, printer, over) => {
    const [value] = call.args;
    return (
      distinctWindow(call, printer, over) ??
      atom(aggregate('count', value ? printer.print(value) : '*', { call, printer, over }))
    );
  },
  sum: (call, printer, over) => {
    const x = argument(call, 0);
    const isFloat = printer.typeOf(x).type?.kind === 'float32';
    const text = isFloat ? asDouble(x, printer) : printer.print(x);
    return (
      distinctWindow(call, printer, over) ?? atom(aggregate('sum', text, { call, printer, over }))
    );
  },
  avg: (call, printer, over) => {
    const text = aggregate('avg', printer.print(argument(call, 0)), { call, printer, over });
    return distinctWindow(call, printer, over) ?? atom(`CAST(${text} AS double precision)`);
  },
  min: extremum('min'),
  max: extremum('max'),
  median: (call, printer, over) => percentile('0.5', { call, printer, over }),
  quantile: (call, printer, over) => percentile(numberArgument(call, 1), { call, printer, over }),
  variance: (call, printer, over) =>
    distinctWindow(call, printer, over) ??
    atom(aggregate('var_samp', asDouble(argument(call, 0), printer), { call, printer, over })),
  array_agg: (call, printer, over) => {
    if (over !== '') return printer.unsupported('array_agg(…) OVER (…)');
    const x = argument(call, 0);
    const value = orderedValue(x, printer);
    const present: Expression = { kind: 'is_null', operand: x, negated: true };
    const filter: Expression =
      call.filter === undefined
        ? present
        : { kind: 'binary', op: 'and', left: call.filter, right: present };
    const place = { call: { ...call, filter }, printer, over };
    const list = aggregate('array_agg', `${value} ORDER BY ${value}`, place);
    return atom(`coalesce(${list}, '{}')`);
  },
  stddev: (call, printer, over) =>
    distinctWindow(call, printer, over) ??
    atom(aggregate('stddev_samp', asDouble(argument(call, 0), printer), { call, printer, over })),
  string_agg: (call, printer, over) => {
    if (over !== '') return printer.unsupported('string_agg(…) OVER (…)');
    const value = orderedValue(argument(call, 0), printer);
    const args = `${value}, ${printer.print(argument(call, 1))} ORDER BY ${value}`;
    return atom(aggregate('string_agg', args, { call, printer, over }));
  },
  bool_and: plainAggregate('bool_and'),
  bool_or: plainAggregate('bool_or'),
};
