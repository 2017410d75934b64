import type { CallExpression, Expression, TimeUnit } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from './dialect.ts';
import { callFragment } from './fragment.ts';
import { printAs } from './print-expression.ts';

/** Entries of function tables that several dialects share. */

/** `name(arguments)`, the arguments as they are. */
export function plain(name: string): FunctionPrinter {
  return (call, printer) =>
    callFragment(
      name,
      call.args.map((arg) => printer.print(arg)),
    );
}

/** `name(arguments)`, every argument brought to the call's own type. */
export function common(name: string): FunctionPrinter {
  return (call, printer) => {
    const { type } = printer.typeOf(call);
    return callFragment(
      name,
      call.args.map((arg) => printAs(arg, type, printer)),
    );
  };
}

/** A call's nth argument; the function registry has checked that it is there. */
export function argument(call: CallExpression, index: number): Expression {
  return call.args[index] ?? { kind: 'literal', type: 'null', value: null };
}

/** The value of an argument that must be a text literal. */
export function textArgument(call: CallExpression, index: number): string {
  const one = argument(call, index);
  return one.kind === 'literal' && one.type === 'text' ? one.value : '';
}

/** The text of an argument that must be a number literal. */
export function numberArgument(call: CallExpression, index: number): string {
  const one = argument(call, index);
  const isNumber = one.kind === 'literal' && (one.type === 'integer' || one.type === 'decimal');
  return isNumber ? one.value : '0';
}

/** A unit given as a text literal. */
export function unitArgument(call: CallExpression, index: number): TimeUnit {
  switch (textArgument(call, index).toLowerCase()) {
    case 'second':
      return 'second';
    case 'minute':
      return 'minute';
    case 'hour':
      return 'hour';
    case 'week':
      return 'week';
    case 'month':
      return 'month';
    case 'quarter':
      return 'quarter';
    case 'year':
      return 'year';
    default:
      return 'day';
  }
}

/** A whole-number literal's value, or undefined for anything computed. */
export function integerLiteral(expression: Expression): number | undefined {
  return expression.kind === 'literal' && expression.type === 'integer'
    ? Number(expression.value)
    : undefined;
}

/** `if(c, a, b)` is a CASE. */
export const ifAsCase: FunctionPrinter = (call, printer) =>
  printer.fragment({
    kind: 'case',
    // oxlint-disable-next-line unicorn/no-thenable -- the AST's field; never awaited
    branches: [{ when: argument(call, 0), then: argument(call, 1) }],
    otherwise: argument(call, 2),
  });

/** The printed arguments of a call. */
export function printArguments(call: CallExpression, printer: ExpressionPrinter): string[] {
  return call.args.map((arg) => printer.print(arg));
}
