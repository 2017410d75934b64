import type { FunctionPrinter } from '../dialect.ts';
import { atom } from '../fragment.ts';
import { common, ifAsCase, printArguments } from '../functions.ts';
import { aggregateFunctions } from './aggregates.ts';
import { numericFunctions } from './numeric.ts';
import { temporalFunctions } from './temporal.ts';
import { textFunctions } from './text.ts';

const windowFunctions: Readonly<Record<string, FunctionPrinter>> = Object.fromEntries(
  ['row_number', 'rank', 'dense_rank', 'lag', 'lead', 'first_value', 'last_value'].map(
    (name): [string, FunctionPrinter] => [
      name,
      (call, printer, over) =>
        atom(`${name.toUpperCase()}(${printArguments(call, printer).join(', ')})${over}`),
    ],
  ),
);

/** The text of MySQL and MariaDB for every function of the registry. */
export const functions: Readonly<Record<string, FunctionPrinter>> = {
  ...textFunctions,
  ...numericFunctions,
  ...temporalFunctions,
  ...aggregateFunctions,
  ...windowFunctions,
  coalesce: common('COALESCE'),
  nullif: common('NULLIF'),
  if: ifAsCase,
};
