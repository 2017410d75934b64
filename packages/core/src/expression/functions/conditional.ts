import { commonOfSame, type FunctionDefinition, type FunctionParameter } from './definition.ts';

const base = {
  kind: 'scalar',
  group: 'conditional',
  returns: 'the common type',
  resultType: commonOfSame,
} as const;

const value: FunctionParameter = { name: 'value', accepts: 'same' };

export const conditionalFunctions: readonly FunctionDefinition[] = [
  {
    ...base,
    name: 'coalesce',
    nulls: 'all',
    parameters: [{ ...value, repeated: true }],
    doc: 'The first value that is not NULL.',
  },
  {
    ...base,
    name: 'nullif',
    nulls: 'always',
    parameters: [
      { name: 'x', accepts: 'same' },
      { name: 'y', accepts: 'same' },
    ],
    doc: 'NULL when x equals y, x otherwise.',
  },
  {
    ...base,
    name: 'if',
    nulls: 'same',
    parameters: [
      { name: 'condition', accepts: 'bool' },
      { name: 'then', accepts: 'same' },
      { name: 'else', accepts: 'same' },
    ],
    doc: 'CASE WHEN condition THEN then ELSE else END; a NULL condition is not true.',
  },
];
