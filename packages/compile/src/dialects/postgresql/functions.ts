import type { Expression } from '@ai-etl/core';
import type { ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence } from '../fragment.ts';
import { argument, common, ifAsCase, plain, printArguments } from '../functions.ts';
import { aggregateFunctions } from './aggregates.ts';
import { collatePrecedence as collate } from './ordered.ts';
import { typed } from './ordered.ts';
import { numericFunctions } from './numeric.ts';
import { temporalFunctions } from './temporal.ts';

/**
 * All of Unicode, whatever locale the database has: under the C locale plain lower() would know
 * ASCII only. The result goes back to "C": two explicit collations in one expression must agree.
 */
const unicodeCase =
  (name: string): FunctionPrinter =>
  (call, printer) => ({
    text: `${name}(${printer.print(argument(call, 0), collate)} COLLATE "und-x-icu") COLLATE "C"`,
    precedence: collate,
  });

const lengthSafe =
  (name: string): FunctionPrinter =>
  (call, printer) =>
    callFragment(
      name,
      call.args.map((arg) => asInteger(arg, printer)),
    );

/** Positions and lengths are integer parameters; a bigint must be cast. */
function asInteger(arg: Expression, printer: ExpressionPrinter): string {
  const { type } = printer.typeOf(arg);
  const text = printer.print(arg);
  return type?.kind === 'int64' ? `CAST(${text} AS integer)` : text;
}

const textFunctions: Readonly<Record<string, FunctionPrinter>> = {
  lower: unicodeCase('lower'),
  upper: unicodeCase('upper'),
  trim: plain('btrim'),
  ltrim: plain('ltrim'),
  rtrim: plain('rtrim'),
  length: plain('length'),
  substring: lengthSafe('substr'),
  left: lengthSafe('left'),
  right: lengthSafe('right'),
  replace: plain('replace'),
  concat: plain('concat'),
  starts_with: plain('starts_with'),
  ends_with: (call, printer) => {
    const [text = '', part = ''] = printArguments(call, printer);
    return {
      text: `right(${text}, length(${part})) = ${printer.print(argument(call, 1), precedence.concat)}`,
      precedence: precedence.comparison,
    };
  },
  contains: (call, printer) => ({
    text: `strpos(${printArguments(call, printer).join(', ')}) > 0`,
    precedence: precedence.comparison,
  }),
  position: plain('strpos'),
  split_part: lengthSafe('split_part'),
  lpad: lengthSafe('lpad'),
  rpad: lengthSafe('rpad'),
  md5: plain('md5'),
  sha256: (call, printer) => {
    const [text = ''] = printArguments(call, printer);
    return atom(`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`);
  },
};

const conditionalFunctions: Readonly<Record<string, FunctionPrinter>> = {
  coalesce: common('coalesce'),
  nullif: common('nullif'),
  if: ifAsCase,
};

const windowFunctions: Readonly<Record<string, FunctionPrinter>> = Object.fromEntries(
  ['row_number', 'rank', 'dense_rank', 'lag', 'lead', 'first_value', 'last_value'].map(
    (name): [string, FunctionPrinter] => [
      name,
      (call, printer, over) => {
        const [value, ...offset] = call.args;
        const args = [
          ...(value === undefined ? [] : [typed(value, printer)]),
          ...offset.map((arg) => asInteger(arg, printer)),
        ];
        return atom(`${name}(${args.join(', ')})${over}`);
      },
    ],
  ),
);

/** PostgreSQL's text for every function of the registry. */
export const functions: Readonly<Record<string, FunctionPrinter>> = {
  ...textFunctions,
  ...conditionalFunctions,
  ...numericFunctions,
  ...temporalFunctions,
  ...aggregateFunctions,
  ...windowFunctions,
};
