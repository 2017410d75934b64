import { isInteger, type Expression } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, callFragment } from '../fragment.ts';
import { argument, common, integerLiteral, plain } from '../functions.ts';
import { asDouble } from './operators.ts';

function isFloat(expression: Expression, printer: ExpressionPrinter): boolean {
  const { type } = printer.typeOf(expression);
  return type?.kind === 'float32' || type?.kind === 'float64';
}

function isWhole(expression: Expression, printer: ExpressionPrinter): boolean {
  const { type } = printer.typeOf(expression);
  return type !== null && isInteger(type);
}

const ofDoubles =
  (name: string): FunctionPrinter =>
  (call, printer) =>
    callFragment(
      name,
      call.args.map((arg) => asDouble(arg, printer)),
    );

/** floor and ceil leave whole numbers alone. */
const toWhole =
  (name: string): FunctionPrinter =>
  (call, printer) => {
    const x = argument(call, 0);
    if (isWhole(x, printer)) return printer.fragment(x);
    return callFragment(name, [isFloat(x, printer) ? asDouble(x, printer) : printer.print(x)]);
  };

/** round() goes away from zero, as decimals do; floats go to even. */
const round: FunctionPrinter = (call, printer) => {
  const x = argument(call, 0);
  const digits = call.args[1];
  if (digits === undefined && isWhole(x, printer)) return printer.fragment(x);
  const places = digits === undefined ? 0 : integerLiteral(digits);
  if (places === undefined) return printer.unsupported('round() to a computed number of digits');
  return isFloat(x, printer)
    ? callFragment('round_even', [asDouble(x, printer), String(places)])
    : callFragment('round', [printer.print(x), String(places)]);
};

/** Numbers. */
export const numericFunctions: Readonly<Record<string, FunctionPrinter>> = {
  abs: plain('abs'),
  round,
  floor: toWhole('floor'),
  ceil: toWhole('ceil'),
  sign: (call, printer) => atom(`CAST(sign(${printer.print(argument(call, 0))}) AS INTEGER)`),
  mod: (call, printer) =>
    printer.fragment({
      kind: 'binary',
      op: 'modulo',
      left: argument(call, 0),
      right: argument(call, 1),
    }),
  power: ofDoubles('power'),
  sqrt: ofDoubles('sqrt'),
  exp: ofDoubles('exp'),
  ln: ofDoubles('ln'),
  greatest: common('greatest'),
  least: common('least'),
};
