import type { CallExpression, DialectName, Expression } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from './dialect.ts';
import { atom, callFragment, precedence } from './fragment.ts';
import { argument, numberArgument, plain, textArgument } from './functions.ts';

type Functions = Readonly<Record<string, FunctionPrinter>>;

/**
 * Functions as a person writes them in a dialect, where the exact form says more than is asked: letters
 * in the database's locale, averages in its own type.
 */
export function readableFunctions(name: DialectName, exact: Functions): Functions {
  if (name === 'postgresql') return { ...exact, ...postgresql(exact) };
  if (name === 'mysql') return { ...exact, lower: plain('LOWER'), upper: plain('UPPER') };
  return exact;
}

const postgresql = (exact: Functions): Functions => ({
  lower: plain('lower'),
  upper: plain('upper'),
  avg: (call, printer, over) => {
    const distinct = call.distinct === true ? 'DISTINCT ' : '';
    const filter = call.filter === undefined ? '' : ` FILTER (WHERE ${printer.print(call.filter)})`;
    return atom(`avg(${distinct}${printer.print(argument(call, 0))})${filter}${over}`);
  },
  round: (call, printer, over) => {
    const kind = printer.typeOf(argument(call, 0)).type?.kind;
    if (kind !== 'float64' || call.args.length < 2) return decline(exact, call, printer, over);
    const value = `CAST(${printer.print(argument(call, 0))} AS numeric)`;
    return callFragment('round', [value, numberArgument(call, 1)]);
  },
  date_part: (call, printer, over) => {
    const part = textArgument(call, 0);
    const moment = momentText(argument(call, 1), printer);
    return moment === undefined || part === 'second'
      ? decline(exact, call, printer, over)
      : atom(`EXTRACT(${part.toUpperCase()} FROM ${moment})`);
  },
  date_diff: (call, printer, over) => {
    const [from, to] = [argument(call, 1), argument(call, 2)];
    const isDate = (one: Expression): boolean => printer.typeOf(one).type?.kind === 'date';
    if (textArgument(call, 0) !== 'day' || !isDate(from) || !isDate(to)) {
      return decline(exact, call, printer, over);
    }
    const text = `${printer.print(to, precedence.additive)} - ${printer.print(from, precedence.additive + 1)}`;
    return { text, precedence: precedence.additive };
  },
});

function decline(exact: Functions, call: CallExpression, printer: ExpressionPrinter, over: string) {
  return (
    exact[call.name]?.(call, printer, over) ?? printer.unsupported(`the function ${call.name}`)
  );
}

/** What EXTRACT reads: moments in UTC, as everywhere. */
function momentText(expression: Expression, printer: ExpressionPrinter): string | undefined {
  const kind = printer.typeOf(expression).type?.kind;
  if (kind === 'date' || kind === 'timestamp') return printer.print(expression);
  if (kind !== 'timestamptz') return undefined;
  return `${printer.print(expression, precedence.concat)} AT TIME ZONE 'UTC'`;
}
