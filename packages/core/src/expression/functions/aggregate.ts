import { sumType } from '../numeric-types.ts';
import {
  bool,
  float64,
  int64,
  text,
  typeOfFirst,
  type FunctionDefinition,
  type FunctionParameter,
} from './definition.ts';

const base = { kind: 'aggregate', group: 'aggregate', nulls: 'group' } as const;

const number: FunctionParameter = { name: 'x', accepts: 'number' };
const ordered: FunctionParameter = { name: 'x', accepts: 'ordered' };
const condition: FunctionParameter = { name: 'x', accepts: 'bool' };

/** Aggregates leave NULLs out; over no values they are NULL, except count. */
export const aggregateFunctions: readonly FunctionDefinition[] = [
  {
    ...base,
    name: 'count',
    nulls: 'never',
    parameters: [{ name: 'x', accepts: 'any', optional: true }],
    returns: 'int64',
    resultType: () => int64,
    doc: 'Rows with count(*), values that are not NULL with count(x), different ones with count(DISTINCT x).',
  },
  {
    ...base,
    name: 'sum',
    parameters: [number],
    returns: 'int64, decimal or float64',
    resultType: (args) => sumType(typeOfFirst(args)),
    doc: 'Sum: int64 for small integers, decimal(38,0) for int64, 38 digits for decimals, float64 for floats.',
  },
  {
    ...base,
    name: 'avg',
    parameters: [number],
    returns: 'float64',
    resultType: () => float64,
    doc: 'Mean, as float64.',
  },
  {
    ...base,
    name: 'min',
    parameters: [ordered],
    returns: 'the type of x',
    resultType: typeOfFirst,
    doc: 'Least value.',
  },
  {
    ...base,
    name: 'max',
    parameters: [ordered],
    returns: 'the type of x',
    resultType: typeOfFirst,
    doc: 'Greatest value.',
  },
  {
    ...base,
    name: 'median',
    parameters: [number],
    returns: 'float64',
    resultType: () => float64,
    doc: 'The middle value, or the mean of the two in the middle.',
  },
  {
    ...base,
    name: 'stddev',
    nulls: 'always',
    parameters: [number],
    returns: 'float64',
    resultType: () => float64,
    doc: 'Sample standard deviation; NULL for fewer than two values.',
  },
  {
    ...base,
    name: 'variance',
    nulls: 'always',
    parameters: [number],
    returns: 'float64',
    resultType: () => float64,
    doc: 'Sample variance; NULL for fewer than two values.',
  },
  {
    ...base,
    name: 'quantile',
    parameters: [number, { name: 'level', accepts: 'level' }],
    returns: 'float64',
    resultType: () => float64,
    doc: 'The value at a level from 0 to 1, written as a number; between two values on the straight line from one to the other, as percentile_cont.',
  },
  {
    ...base,
    name: 'array_agg',
    nulls: 'never',
    parameters: [ordered],
    returns: 'a list of the type of x',
    resultType: (args) => ({ kind: 'list', element: typeOfFirst(args) }),
    doc: 'All values in ascending order as a list, NULLs left out; the empty list of no values.',
  },
  {
    ...base,
    name: 'string_agg',
    parameters: [
      { name: 'x', accepts: 'text' },
      { name: 'separator', accepts: 'constant' },
    ],
    returns: 'text',
    resultType: () => text,
    doc: 'All values in ascending order with the separator between, so that the result is repeatable.',
  },
  {
    ...base,
    name: 'bool_and',
    parameters: [condition],
    returns: 'bool',
    resultType: () => bool,
    doc: 'True when all values are.',
  },
  {
    ...base,
    name: 'bool_or',
    parameters: [condition],
    returns: 'bool',
    resultType: () => bool,
    doc: 'True when any value is.',
  },
];
