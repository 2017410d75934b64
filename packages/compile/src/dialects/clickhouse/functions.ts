import { isInteger, type Expression } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence } from '../fragment.ts';
import { argument, common, ifAsCase, plain, printArguments } from '../functions.ts';
import { aggregateFunctions } from './aggregates.ts';
import { asFloat } from './operators.ts';
import { temporalFunctions } from './temporal.ts';
import { typeName } from './types.ts';

const wrapped =
  (outer: string, inner: string): FunctionPrinter =>
  (call, printer) =>
    atom(`${outer}(${inner}(${printArguments(call, printer).join(', ')}))`);

const textFunctions: Readonly<Record<string, FunctionPrinter>> = {
  lower: plain('lowerUTF8'),
  upper: plain('upperUTF8'),
  trim: plain('trimBoth'),
  ltrim: plain('trimLeft'),
  rtrim: plain('trimRight'),
  length: wrapped('toInt32', 'lengthUTF8'),
  substring: plain('substringUTF8'),
  left: plain('leftUTF8'),
  right: plain('rightUTF8'),
  replace: plain('replaceAll'),
  concat: (call, printer) =>
    callFragment(
      'concat',
      call.args.map((arg) =>
        printer.typeOf(arg).nullable ? `ifNull(${printer.print(arg)}, '')` : printer.print(arg),
      ),
    ),
  starts_with: plain('startsWith'),
  ends_with: plain('endsWith'),
  contains: (call, printer) => ({
    text: `positionUTF8(${printArguments(call, printer).join(', ')}) > 0`,
    precedence: precedence.comparison,
  }),
  position: wrapped('toInt32', 'positionUTF8'),
  split_part: splitPart,
  lpad: pad('leftPadUTF8'),
  rpad: pad('rightPadUTF8'),
  md5: digest('MD5'),
  sha256: digest('SHA256'),
};

function digest(name: string): FunctionPrinter {
  return (call, printer) =>
    atom(`lower(hex(${name}(${printArguments(call, printer).join(', ')})))`);
}

/** Arrays cannot be Nullable, so a NULL text is handled outside. */
function splitPart(...[call, printer]: Parameters<FunctionPrinter>) {
  const [text = '', delimiter = '', index = ''] = printArguments(call, printer);
  const bare = (value: string, one: Expression) =>
    printer.typeOf(one).nullable ? `ifNull(${value}, '')` : value;
  const part = `splitByString(${bare(delimiter, argument(call, 1))}, ${bare(text, argument(call, 0))})[${index}]`;
  const nullable = call.args.filter((arg) => printer.typeOf(arg).nullable);
  if (nullable.length === 0) return atom(part);
  const tests = nullable.map((arg) => `${printer.print(arg, precedence.comparison + 1)} IS NULL`);
  return atom(`if(${tests.join(' OR ')}, NULL, ${part})`);
}

/** An empty fill adds nothing; ClickHouse would add spaces. */
function pad(name: string): FunctionPrinter {
  return (call, printer) => {
    const fill = argument(call, 2);
    if (fill.kind === 'literal' && fill.type === 'text' && fill.value !== '') {
      return callFragment(name, printArguments(call, printer));
    }
    return printer.unsupported(
      `${call.name} with a fill that may be empty`,
      'write it as a literal',
    );
  };
}

function isWhole(expression: Expression, printer: ExpressionPrinter): boolean {
  const { type } = printer.typeOf(expression);
  return type !== null && isInteger(type);
}

/** Keeps decimals' scale, so the result is cast to the registry's type. */
const toWhole =
  (name: string): FunctionPrinter =>
  (call, printer) => {
    const x = argument(call, 0);
    if (isWhole(x, printer)) return printer.fragment(x);
    const text = `${name}(${printer.print(x)})`;
    const { type, nullable } = printer.typeOf(call);
    if (type?.kind !== 'decimal') return callFragment('toFloat64', [text]);
    const target = typeName(type, nullable);
    return target === undefined
      ? printer.unsupported('a number of over 76 digits')
      : callFragment('CAST', [text, `'${target}'`]);
  };

const ofFloats =
  (name: string): FunctionPrinter =>
  (call, printer) =>
    callFragment(
      name,
      call.args.map((arg) => asFloat(arg, printer)),
    );

const numericFunctions: Readonly<Record<string, FunctionPrinter>> = {
  abs: (call, printer) => {
    const x = argument(call, 0);
    const { type, nullable } = printer.typeOf(call);
    const text = `abs(${printer.print(x)})`;
    const target = type === null || !isInteger(type) ? undefined : typeName(type, nullable);
    return target === undefined ? atom(text) : callFragment('accurateCast', [text, `'${target}'`]);
  },
  round: (call, printer) => {
    if (call.args.length === 1) return toWhole('round')(call, printer, '');
    return callFragment('round', printArguments(call, printer));
  },
  floor: toWhole('floor'),
  ceil: toWhole('ceil'),
  sign: wrapped('toInt32', 'sign'),
  mod: (call, printer) =>
    printer.fragment({
      kind: 'binary',
      op: 'modulo',
      left: argument(call, 0),
      right: argument(call, 1),
    }),
  power: ofFloats('power'),
  sqrt: ofFloats('sqrt'),
  exp: ofFloats('exp'),
  ln: ofFloats('ln'),
  greatest: common('greatest'),
  least: common('least'),
};

const place =
  (name: string): FunctionPrinter =>
  (_call, _printer, over) =>
    atom(`toInt64(${name}()${over})`);

const neighbour =
  (name: string): FunctionPrinter =>
  (call, printer, over) => {
    const [, ...offset] = printArguments(call, printer);
    const value = printer.print(argument(call, 0));
    return atom(`${name}(${[`toNullable(${value})`, ...offset].join(', ')})${over}`);
  };

/** ClickHouse skips NULLs unless told otherwise. */
const edge =
  (name: string): FunctionPrinter =>
  (call, printer, over) =>
    atom(`${name}(${printer.print(argument(call, 0))}) RESPECT NULLS${over}`);

/** ClickHouse's text for every function of the registry. */
export const functions: Readonly<Record<string, FunctionPrinter>> = {
  ...textFunctions,
  ...numericFunctions,
  ...temporalFunctions,
  ...aggregateFunctions,
  coalesce: common('coalesce'),
  nullif: common('nullIf'),
  if: ifAsCase,
  row_number: place('row_number'),
  rank: place('rank'),
  dense_rank: place('dense_rank'),
  lag: neighbour('lag'),
  lead: neighbour('lead'),
  first_value: edge('first_value'),
  last_value: edge('last_value'),
};
