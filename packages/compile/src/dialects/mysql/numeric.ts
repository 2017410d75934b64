import { isInteger, type Expression } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, callFragment } from '../fragment.ts';
import { argument, plain, printArguments } from '../functions.ts';
import { printAs } from '../print-expression.ts';
import { presentOr } from './fail.ts';
import { asDouble } from './operators.ts';

function isWhole(expression: Expression, printer: ExpressionPrinter): boolean {
  const { type } = printer.typeOf(expression);
  return type !== null && isInteger(type);
}

/** floor, ceil and round to no places leave whole numbers alone. */
const toWhole =
  (name: string): FunctionPrinter =>
  (call, printer) =>
    call.args.length === 1 && isWhole(argument(call, 0), printer)
      ? printer.fragment(argument(call, 0))
      : callFragment(name, printArguments(call, printer));

const ofDoubles =
  (name: string): FunctionPrinter =>
  (call, printer) =>
    callFragment(
      name,
      call.args.map((arg) => asDouble(arg, printer)),
    );

/** Outside of its domain a function says NULL; overflow is an error by itself. */
const within =
  (name: string): FunctionPrinter =>
  (call, printer) => {
    const args = call.args.map((arg) => asDouble(arg, printer));
    return atom(
      presentOr(`${name}(${args.join(', ')})`, `outside of what ${name} knows`, args, 'DOUBLE'),
    );
  };

/**
 * GREATEST of MySQL is NULL when any value is: each stands for the next present one, so that only
 * values that are there are compared.
 */
const extremum =
  (name: string): FunctionPrinter =>
  (call, printer) => {
    const { type } = printer.typeOf(call);
    const texts = call.args.map((arg) => printAs(arg, type, printer));
    const isNullable = call.args.map((arg) => printer.typeOf(arg).nullable);
    return callFragment(
      name,
      texts.map((text, index) =>
        isNullable[index] === true
          ? `COALESCE(${[text, ...texts.filter((_one, other) => other !== index)].join(', ')})`
          : text,
      ),
    );
  };

/** Numbers; ROUND is half away from zero for decimals and half to even for doubles. */
export const numericFunctions: Readonly<Record<string, FunctionPrinter>> = {
  abs: plain('ABS'),
  round: toWhole('ROUND'),
  floor: toWhole('FLOOR'),
  ceil: toWhole('CEILING'),
  sign: plain('SIGN'),
  mod: (call, printer) =>
    printer.fragment({
      kind: 'binary',
      op: 'modulo',
      left: argument(call, 0),
      right: argument(call, 1),
    }),
  power: ofDoubles('POWER'),
  sqrt: within('SQRT'),
  exp: ofDoubles('EXP'),
  ln: within('LN'),
  greatest: extremum('GREATEST'),
  least: extremum('LEAST'),
};
