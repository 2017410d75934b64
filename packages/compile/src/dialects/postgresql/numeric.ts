import { isInteger, type Expression } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence, type Fragment } from '../fragment.ts';
import { argument, integerLiteral, plain } from '../functions.ts';
import { typeName } from './cast.ts';
import { ordered } from './ordered.ts';

const double = 'double precision';

function isFloat(expression: Expression, printer: ExpressionPrinter): boolean {
  const { type } = printer.typeOf(expression);
  return type?.kind === 'float32' || type?.kind === 'float64';
}

function isWhole(expression: Expression, printer: ExpressionPrinter): boolean {
  const { type } = printer.typeOf(expression);
  return type !== null && isInteger(type);
}

/** The operand as double precision, cast unless it is one. */
export function asDouble(expression: Expression, printer: ExpressionPrinter): string {
  const text = printer.print(expression);
  return printer.typeOf(expression).type?.kind === 'float64' ? text : `CAST(${text} AS ${double})`;
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

const round: FunctionPrinter = (call, printer) => {
  const x = argument(call, 0);
  const digits = call.args[1];
  if (digits === undefined) {
    if (isWhole(x, printer)) return printer.fragment(x);
    return callFragment('round', [isFloat(x, printer) ? asDouble(x, printer) : printer.print(x)]);
  }
  if (isFloat(x, printer)) return roundFloat(x, digits, printer);
  const rounded = `round(${printer.print(x)}, CAST(${printer.print(digits)} AS integer))`;
  const { type } = printer.typeOf(call);
  const name = type === null ? undefined : typeName(type);
  return atom(
    name === undefined || type?.kind === 'decimal' ? rounded : `CAST(${rounded} AS ${name})`,
  );
};

/** There is no round(double, digits): scale, round half to even, scale back, as ClickHouse does. */
function roundFloat(x: Expression, digits: Expression, printer: ExpressionPrinter): Fragment {
  const places = integerLiteral(digits);
  if (places === undefined || Math.abs(places) > 15) {
    return printer.unsupported('round() of a float to a computed number of digits');
  }
  const scale = `CAST(1e${Math.abs(places)} AS ${double})`;
  const value = printer.print(x, precedence.multiplicative);
  const [up, down] = places >= 0 ? ['*', '/'] : ['/', '*'];
  return {
    text: `round(CAST(${value} AS ${double}) ${up} ${scale}) ${down} ${scale}`,
    precedence: precedence.multiplicative,
  };
}

const extremum =
  (name: string): FunctionPrinter =>
  (call, printer) =>
    callFragment(
      name,
      call.args.map((arg) => ordered(arg, printer)),
    );

/** Numbers. */
export const numericFunctions: Readonly<Record<string, FunctionPrinter>> = {
  abs: plain('abs'),
  round,
  floor: toWhole('floor'),
  ceil: toWhole('ceil'),
  sign: (call, printer) => atom(`CAST(sign(${printer.print(argument(call, 0))}) AS integer)`),
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
  greatest: extremum('greatest'),
  least: extremum('least'),
};
