import { timeUnits } from '../time-unit.ts';
import {
  int32,
  int64,
  typeOfFirst,
  type FunctionDefinition,
  type FunctionParameter,
} from './definition.ts';

/** What `date_part` can read. */
export const dateParts = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
  'dow',
  'isodow',
  'doy',
] as const;

const base = { kind: 'scalar', group: 'temporal', nulls: 'strict' } as const;

const unit: FunctionParameter = { name: 'unit', accepts: 'choice', choices: timeUnits };
const x: FunctionParameter = { name: 'x', accepts: 'moment' };

/** A timestamptz is read in UTC; `at_time_zone` moves it to another zone first. */
export const temporalFunctions: readonly FunctionDefinition[] = [
  {
    ...base,
    name: 'date_trunc',
    parameters: [unit, x],
    returns: 'the type of x',
    resultType: (args) => args[1] ?? typeOfFirst(args),
    doc: 'The start of the unit that x lies in; weeks begin on Monday.',
  },
  {
    ...base,
    name: 'date_part',
    parameters: [{ name: 'part', accepts: 'choice', choices: dateParts }, x],
    returns: 'int32',
    resultType: () => int32,
    doc: 'A part as a number: week is ISO 8601, dow is 0 (Sunday) to 6, isodow 1 (Monday) to 7, doy the day of the year, second without its fraction.',
  },
  {
    ...base,
    name: 'date_add',
    parameters: [x, { name: 'count', accepts: 'integer' }, unit],
    returns: 'the type of x',
    resultType: typeOfFirst,
    doc: 'x moved by `count` units; a day that the month lacks becomes its last day.',
  },
  {
    ...base,
    name: 'date_diff',
    parameters: [unit, { name: 'from', accepts: 'moment' }, { name: 'to', accepts: 'moment' }],
    returns: 'int64',
    resultType: () => int64,
    doc: 'How many starts of the unit lie after `from`, up to `to`; negative when `to` is earlier.',
  },
  {
    ...base,
    name: 'at_time_zone',
    parameters: [
      { name: 'x', accepts: 'timestamptz' },
      { name: 'zone', accepts: 'constant' },
    ],
    returns: 'timestamp',
    resultType: () => ({ kind: 'timestamp' }),
    doc: 'What a wall clock in the zone (an IANA name) shows at that instant.',
  },
  {
    ...base,
    name: 'now',
    nulls: 'never',
    parameters: [],
    returns: 'timestamptz',
    resultType: () => ({ kind: 'timestamptz' }),
    doc: "The run's logical time: the same for all rows, and again when the run is retried.",
  },
  {
    ...base,
    name: 'today',
    nulls: 'never',
    parameters: [],
    returns: 'date',
    resultType: () => ({ kind: 'date' }),
    doc: "The date of the run's logical time in the pipeline's time zone.",
  },
];
