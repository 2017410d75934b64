import type { GoldenCase } from './golden-case.ts';

/** Every method over every kind of value, by name and by kind. */
export const maskCases: readonly GoldenCase[] = [
  {
    name: 'step-mask-hash',
    steps: [
      {
        id: 'few',
        op: 'select',
        inputs: ['v'],
        columns: ['id', 'b', 'n', 'd', 's', 'dt', 'tz', 'u'],
      },
      {
        id: 'hidden',
        op: 'mask',
        inputs: ['few'],
        columns: ['b', 'n', 'd', 's', 'dt', 'tz', 'u'].map((name) => ({ name, method: 'hash' })),
      },
    ],
  },
  {
    name: 'step-mask-token',
    steps: [
      {
        id: 'named',
        op: 'rename',
        inputs: ['v'],
        columns: [
          { from: 's', to: 'e-mail' },
          { from: 'p', to: 'workPhone' },
        ],
      },
      {
        id: 'hidden',
        op: 'mask',
        inputs: ['named'],
        columns: [
          { kind: 'email', method: 'tokenise' },
          { name: 'workPhone', method: 'tokenise' },
          { name: 'n', method: 'tokenise' },
        ],
        domain: "people's",
      },
      { id: 'found', op: 'filter', inputs: ['hidden'], where: '"e-mail" LIKE \'tok%\' OR id = 1' },
      { id: 'kept', op: 'select', inputs: ['found'], columns: ['id', 'e-mail', 'workPhone', 'n'] },
    ],
  },
  {
    name: 'step-mask-partial',
    steps: [
      {
        id: 'hidden',
        op: 'mask',
        inputs: ['v'],
        columns: [
          { name: 's', method: 'partial', keep_last: 2 },
          { name: 'p', method: 'partial', keep_last: 0 },
        ],
      },
      { id: 'kept', op: 'select', inputs: ['hidden'], columns: ['id', 's', 'p'] },
    ],
  },
  {
    name: 'step-mask-redact',
    steps: [
      {
        id: 'hidden',
        op: 'mask',
        inputs: ['customers'],
        columns: [
          { kind: 'person_name', method: 'redact' },
          { kind: 'country', method: 'partial' },
          { name: 'vip', method: 'redact' },
        ],
      },
    ],
  },
  {
    name: 'step-mask-grouped',
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['orders'],
        group_by: [{ name: 'status', expression: 'status' }],
        measures: [{ name: 'last', expression: 'max(status)' }],
      },
      {
        id: 'hidden',
        op: 'mask',
        inputs: ['totals'],
        columns: [
          { name: 'status', method: 'tokenise' },
          { name: 'last', method: 'tokenise' },
        ],
      },
    ],
  },
];
