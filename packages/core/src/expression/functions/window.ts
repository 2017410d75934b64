import {
  int64,
  typeOfFirst,
  type FunctionDefinition,
  type FunctionParameter,
} from './definition.ts';

const base = { kind: 'window', group: 'window' } as const;
const place = {
  ...base,
  nulls: 'never',
  parameters: [],
  returns: 'int64',
  resultType: () => int64,
} as const;
const neighbour = { ...base, returns: 'the type of x', resultType: typeOfFirst } as const;

const x: FunctionParameter = { name: 'x', accepts: 'any' };
const offset: FunctionParameter = { name: 'offset', accepts: 'integer', optional: true };

/** Only with OVER (…). Aggregates may be used as window functions too. */
export const windowFunctions: readonly FunctionDefinition[] = [
  { ...place, name: 'row_number', doc: 'Place of the row in its partition, from 1.' },
  { ...place, name: 'rank', doc: 'Place with gaps after ties.' },
  { ...place, name: 'dense_rank', doc: 'Place without gaps after ties.' },
  {
    ...neighbour,
    name: 'lag',
    nulls: 'always',
    parameters: [x, offset],
    doc: 'Value `offset` (1) rows before; NULL past the start.',
  },
  {
    ...neighbour,
    name: 'lead',
    nulls: 'always',
    parameters: [x, offset],
    doc: 'Value `offset` (1) rows after; NULL past the end.',
  },
  {
    ...neighbour,
    name: 'first_value',
    nulls: 'group',
    parameters: [x],
    doc: 'Value of the first row of the frame.',
  },
  {
    ...neighbour,
    name: 'last_value',
    nulls: 'group',
    parameters: [x],
    doc: 'Value of the last row of the frame; without a frame that is the current row.',
  },
];
