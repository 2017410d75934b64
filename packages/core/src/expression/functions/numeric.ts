import { arithmeticType, wholeType } from '../numeric-types.ts';
import {
  commonOfSame,
  float64,
  int32,
  int64,
  typeOfFirst,
  type FunctionDefinition,
  type FunctionParameter,
} from './definition.ts';

const base = { kind: 'scalar', group: 'numeric', nulls: 'strict' } as const;
const toFloat = { ...base, returns: 'float64', resultType: () => float64 } as const;

const x: FunctionParameter = { name: 'x', accepts: 'number' };
const exact: FunctionParameter = { name: 'x', accepts: 'exact' };
const value: FunctionParameter = { name: 'value', accepts: 'same', repeated: true };

/** Functions of numbers. Outside their domain (square root of -1) the run fails or NaN results. */
export const numericFunctions: readonly FunctionDefinition[] = [
  {
    ...base,
    name: 'abs',
    parameters: [x],
    returns: 'the type of x',
    resultType: typeOfFirst,
    doc: 'Without its sign.',
  },
  {
    ...base,
    name: 'round',
    parameters: [x, { name: 'digits', accepts: 'integer', optional: true }],
    returns: 'a number of the same family',
    resultType: (args) => (args.length > 1 ? typeOfFirst(args) : wholeType(typeOfFirst(args))),
    doc: 'Rounded to `digits` places (0): integers and decimals half away from zero, floats half to even.',
  },
  {
    ...base,
    name: 'floor',
    parameters: [x],
    returns: 'a number of the same family',
    resultType: (args) => wholeType(typeOfFirst(args)),
    doc: 'The greatest whole number not above x.',
  },
  {
    ...base,
    name: 'ceil',
    parameters: [x],
    returns: 'a number of the same family',
    resultType: (args) => wholeType(typeOfFirst(args)),
    doc: 'The least whole number not below x.',
  },
  {
    ...base,
    name: 'sign',
    parameters: [x],
    returns: 'int32',
    resultType: () => int32,
    doc: '-1, 0 or 1.',
  },
  {
    ...base,
    name: 'mod',
    nulls: 'always',
    parameters: [exact, { name: 'divisor', accepts: 'exact' }],
    returns: 'the type of x % divisor',
    resultType: ([left = int64, right = int64]) => arithmeticType('modulo', left, right),
    doc: 'The same as x % divisor: the rest has the sign of x; NULL when the divisor is 0.',
  },
  {
    ...toFloat,
    name: 'power',
    parameters: [x, { name: 'exponent', accepts: 'number' }],
    doc: 'x to the power of `exponent`.',
  },
  { ...toFloat, name: 'sqrt', parameters: [x], doc: 'Square root.' },
  { ...toFloat, name: 'exp', parameters: [x], doc: 'e to the power of x.' },
  { ...toFloat, name: 'ln', parameters: [x], doc: 'Natural logarithm.' },
  {
    ...base,
    name: 'greatest',
    nulls: 'all',
    parameters: [value],
    returns: 'the common type',
    resultType: commonOfSame,
    doc: 'The greatest value; NULLs are left out.',
  },
  {
    ...base,
    name: 'least',
    nulls: 'all',
    parameters: [value],
    returns: 'the common type',
    resultType: commonOfSame,
    doc: 'The least value; NULLs are left out.',
  },
];
