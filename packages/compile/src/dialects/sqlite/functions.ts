import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import type { CallExpression } from '@ai-etl/core';
import { atom, callFragment, precedence, type Fragment } from '../fragment.ts';
import { argument, common, ifAsCase, plain, printArguments } from '../functions.ts';
import { printAs } from '../print-expression.ts';
import { aggregateFunctions } from './aggregates.ts';
import { temporalFunctions } from './temporal.ts';
import { familyOf } from './types.ts';

/** Spaces only, as SQLite does by itself; said for the reader. */
const trimmed =
  (name: string): FunctionPrinter =>
  (call, printer) =>
    callFragment(name, [printer.print(argument(call, 0)), "' '"]);

/** SQLite gives the text itself where nothing is looked for, even when NULL is put in its place. */
const replaced: FunctionPrinter = (call, printer) => {
  const text = callFragment('replace', printArguments(call, printer));
  const by = argument(call, 2);
  return printer.typeOf(by).nullable
    ? atom(
        `CASE WHEN ${printer.print(by, precedence.comparison + 1)} IS NOT NULL THEN ${text.text} END`,
      )
    : text;
};

const textFunctions: Readonly<Record<string, FunctionPrinter>> = {
  lower: plain('etl_lower'),
  upper: plain('etl_upper'),
  trim: trimmed('trim'),
  ltrim: trimmed('ltrim'),
  rtrim: trimmed('rtrim'),
  length: plain('length'),
  substring: plain('etl_substring'),
  left: plain('etl_left'),
  right: plain('etl_right'),
  replace: replaced,
  concat: plain('concat'),
  starts_with: plain('etl_starts_with'),
  ends_with: plain('etl_ends_with'),
  contains: plain('etl_contains'),
  position: plain('instr'),
  split_part: plain('etl_split_part'),
  lpad: plain('etl_lpad'),
  rpad: plain('etl_rpad'),
  md5: plain('etl_md5'),
  sha256: plain('etl_sha256'),
};

/** A function of its own for each kind of number; whole ones stay what they are without one. */
const byFamily =
  (name: string, ofInteger?: string): FunctionPrinter =>
  (call, printer) => {
    const x = argument(call, 0);
    const family = familyOf(printer.typeOf(x).type) ?? 'integer';
    if (family !== 'integer') return callFragment(`etl_${family}_${name}`, [printer.print(x)]);
    return ofInteger === undefined
      ? printer.fragment(x)
      : callFragment(ofInteger, [printer.print(x)]);
  };

const round: FunctionPrinter = (call, printer) => {
  const [x = argument(call, 0), digits] = call.args;
  const { type } = printer.typeOf(x);
  const family = familyOf(type) ?? 'integer';
  if (digits === undefined && family === 'integer') return printer.fragment(x);
  const places = digits === undefined ? '0' : printer.print(digits);
  const rounded = callFragment(`etl_${family}_round`, [printer.print(x), places]);
  if (digits === undefined || type?.kind !== 'decimal' || type.precision === undefined) {
    return rounded;
  }
  // Its type keeps the scale of x.
  return callFragment('etl_decimal', [
    rounded.text,
    String(type.precision),
    String(type.scale ?? 0),
  ]);
};

const abs: FunctionPrinter = (call, printer) => {
  const isDecimal = familyOf(printer.typeOf(argument(call, 0)).type) === 'decimal';
  return plain(isDecimal ? 'etl_decimal_abs' : 'abs')(call, printer, '');
};

/** SQLite's own greatest, max(a, b), is NULL when one is. */
const extremum =
  (name: string): FunctionPrinter =>
  (call, printer) => {
    const { type } = printer.typeOf(call);
    const kind = type?.kind === 'decimal' ? "'decimal'" : "'value'";
    return callFragment(name, [kind, ...call.args.map((arg) => printAs(arg, type, printer))]);
  };

function coalesce(call: CallExpression, printer: ExpressionPrinter): Fragment {
  const { type } = printer.typeOf(call);
  // It takes two arguments at least.
  return call.args.length === 1
    ? atom(printAs(argument(call, 0), type, printer, 10))
    : common('coalesce')(call, printer, '');
}

const numericFunctions: Readonly<Record<string, FunctionPrinter>> = {
  abs,
  round,
  floor: byFamily('floor'),
  ceil: byFamily('ceil'),
  sign: plain('etl_sign'),
  mod: (call, printer) =>
    printer.fragment({
      kind: 'binary',
      op: 'modulo',
      left: argument(call, 0),
      right: argument(call, 1),
    }),
  power: plain('etl_power'),
  sqrt: plain('etl_sqrt'),
  exp: plain('etl_exp'),
  ln: plain('etl_ln'),
  greatest: extremum('etl_greatest'),
  least: extremum('etl_least'),
};

const windowFunctions: Readonly<Record<string, FunctionPrinter>> = Object.fromEntries(
  ['row_number', 'rank', 'dense_rank', 'lag', 'lead', 'first_value', 'last_value'].map(
    (name): [string, FunctionPrinter] => [
      name,
      (call, printer, over) => atom(`${name}(${printArguments(call, printer).join(', ')})${over}`),
    ],
  ),
);

/** SQLite's text for every function of the registry. */
export const functions: Readonly<Record<string, FunctionPrinter>> = {
  ...textFunctions,
  coalesce,
  nullif: common('nullif'),
  if: ifAsCase,
  ...numericFunctions,
  ...temporalFunctions,
  ...aggregateFunctions,
  ...windowFunctions,
};
