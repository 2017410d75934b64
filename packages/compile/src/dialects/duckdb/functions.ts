import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, callFragment } from '../fragment.ts';
import { argument, common, ifAsCase, plain, printArguments } from '../functions.ts';
import type { Expression } from '@ai-etl/core';
import { aggregateFunctions } from './aggregates.ts';
import { numericFunctions } from './numeric.ts';
import { temporalFunctions } from './temporal.ts';

/** Lengths and positions are BIGINT in DuckDB, integers in our semantics. */
const asInteger =
  (name: string): FunctionPrinter =>
  (call, printer) =>
    atom(`CAST(${name}(${printArguments(call, printer).join(', ')}) AS INTEGER)`);

/** Some counts are INTEGER parameters; a BIGINT must be cast. */
const narrowed =
  (name: string): FunctionPrinter =>
  (call, printer) =>
    callFragment(
      name,
      call.args.map((arg) => narrow(arg, printer)),
    );

function narrow(arg: Expression, printer: ExpressionPrinter): string {
  const text = printer.print(arg);
  return printer.typeOf(arg).type?.kind === 'int64' ? `CAST(${text} AS INTEGER)` : text;
}

/** Spaces only: without the second argument other white space goes as well. */
const trimmed =
  (name: string): FunctionPrinter =>
  (call, printer) =>
    callFragment(name, [printer.print(argument(call, 0)), "' '"]);

const textFunctions: Readonly<Record<string, FunctionPrinter>> = {
  lower: plain('lower'),
  // It would make a capital sharp s; Unicode's upper case is two letters.
  upper: (call, printer) =>
    callFragment('upper', [`replace(${printer.print(argument(call, 0))}, 'ß', 'SS')`]),
  trim: trimmed('trim'),
  ltrim: trimmed('ltrim'),
  rtrim: trimmed('rtrim'),
  length: asInteger('length'),
  substring: plain('substring'),
  left: plain('left'),
  right: plain('right'),
  replace: plain('replace'),
  concat: plain('concat'),
  starts_with: plain('starts_with'),
  ends_with: plain('ends_with'),
  contains: plain('contains'),
  position: asInteger('strpos'),
  split_part: plain('split_part'),
  lpad: narrowed('lpad'),
  rpad: narrowed('rpad'),
  md5: plain('md5'),
  sha256: plain('sha256'),
};

const windowFunctions: Readonly<Record<string, FunctionPrinter>> = Object.fromEntries(
  ['row_number', 'rank', 'dense_rank', 'lag', 'lead', 'first_value', 'last_value'].map(
    (name): [string, FunctionPrinter] => [
      name,
      (call, printer, over) => atom(`${name}(${printArguments(call, printer).join(', ')})${over}`),
    ],
  ),
);

/** DuckDB's text for every function of the registry. */
export const functions: Readonly<Record<string, FunctionPrinter>> = {
  ...textFunctions,
  coalesce: common('coalesce'),
  nullif: common('nullif'),
  if: ifAsCase,
  ...numericFunctions,
  ...temporalFunctions,
  ...aggregateFunctions,
  ...windowFunctions,
};
