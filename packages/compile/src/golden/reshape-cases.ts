import type { GoldenCase, StepInput } from './golden-case.ts';

const measured: StepInput = {
  id: 'measured',
  op: 'derive',
  inputs: ['v'],
  columns: [{ name: 'group', expression: "CASE WHEN id % 3 = 0 THEN 'x' END" }],
};

function pivoted(
  name: string,
  column: string,
  values: readonly string[],
  measure: string,
): GoldenCase {
  return {
    name: `step-pivot-${name}`,
    steps: [
      measured,
      {
        id: 'turned',
        op: 'pivot',
        inputs: ['measured'],
        index: ['group'],
        column,
        values: values.map((value, index) => ({ value, name: `${column}_${index + 1}` })),
        measure,
      },
    ],
  };
}

/** pivot, unpivot and sample. */
export const reshapeCases: readonly GoldenCase[] = [
  {
    name: 'step-pivot',
    steps: [
      {
        id: 'turned',
        op: 'pivot',
        inputs: ['orders'],
        index: ['customer_id', 'quantity'],
        column: 'status',
        values: [
          { value: 'paid', name: 'paid' },
          { value: '', name: 'nothing' },
          { value: "it's", name: "it's" },
        ],
        measure: 'sum(amount) / count(*) FILTER (WHERE amount > 6)',
      },
      { id: 'kept', op: 'filter', inputs: ['turned'], where: 'quantity < 4' },
    ],
  },
  pivoted('integers', 'i', ['-5', '2147483647', '12'], 'count(*)'),
  pivoted('decimals', 'd', ['-1.2550', '0'], "string_agg(s, '+')"),
  pivoted('floats', 'f', ['-2.5', '1e20'], 'max(id)'),
  pivoted('bools', 'b', ['true', 'false'], 'avg(id)'),
  pivoted('dates', 'dt', ['1955-03-09', '2024-02-29'], 'count(DISTINCT s)'),
  pivoted('moments', 'tz', ['1955-03-09T10:11:12.25Z', '2024-02-29 23:30:00+01:00'], 'min(s)'),
  pivoted('uuids', 'u', ['00000000-0000-4000-8000-000000000000'], 'median(id)'),
  {
    name: 'step-unpivot',
    steps: [
      {
        id: 'turned',
        op: 'unpivot',
        inputs: ['v'],
        columns: ['i', 'd', 'n'],
        name_to: 'what',
        value_to: 'much',
      },
      { id: 'kept', op: 'select', inputs: ['turned'], columns: ['id', 'what', 'much', 's'] },
    ],
  },
  {
    name: 'step-unpivot-moments',
    steps: [
      { id: 'few', op: 'select', inputs: ['v'], columns: ['id', 'dt', 'tz'] },
      {
        id: 'turned',
        op: 'unpivot',
        inputs: ['few'],
        columns: ['dt', 'tz'],
        name_to: 'kind of "moment"',
        value_to: 'moment',
      },
      { id: 'late', op: 'filter', inputs: ['turned'], where: "moment > TIMESTAMPTZ '1960-01-01'" },
    ],
  },
  {
    name: 'step-unpivot-one',
    steps: [
      { id: 'few', op: 'select', inputs: ['v'], columns: ['id', 's'] },
      {
        id: 'turned',
        op: 'unpivot',
        inputs: ['few'],
        columns: ['s'],
        name_to: 'what',
        value_to: 'value',
      },
    ],
  },
  {
    name: 'step-unpivot-sorted',
    steps: [
      { id: 'sorted', op: 'sort', inputs: ['v'], by: [{ by: 'p', direction: 'desc' }] },
      { id: 'first', op: 'limit', inputs: ['sorted'], count: 5 },
      {
        id: 'turned',
        op: 'unpivot',
        inputs: ['first'],
        columns: ['s', 'p'],
        name_to: 'what',
        value_to: 'value',
      },
      { id: 'few', op: 'limit', inputs: ['turned'], count: 7 },
      { id: 'kept', op: 'select', inputs: ['few'], columns: ['id', 'what', 'value'] },
    ],
  },
  {
    name: 'step-unpivot-grouped',
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['orders'],
        group_by: [{ name: 'status', expression: 'status' }],
        measures: [
          { name: 'paid', expression: 'sum(amount)' },
          { name: 'largest', expression: 'max(amount)' },
        ],
      },
      {
        id: 'turned',
        op: 'unpivot',
        inputs: ['totals'],
        columns: ['paid', 'largest'],
        name_to: 'what',
        value_to: 'value',
      },
      {
        id: 'joined',
        op: 'join',
        inputs: ['turned', 'orders'],
        how: 'left',
        on: 'turned.value = orders.amount',
        suffix: '_order',
      },
    ],
  },
  {
    name: 'step-sample',
    steps: [{ id: 'some', op: 'sample', inputs: ['v'], fraction: 0.4, seed: 7 }],
  },
  {
    name: 'step-sample-filtered',
    steps: [
      { id: 'few', op: 'select', inputs: ['orders'], columns: ['customer_id', 'status', 'amount'] },
      { id: 'once', op: 'dedupe', inputs: ['few'], keys: [] },
      { id: 'some', op: 'sample', inputs: ['once'], fraction: 0.5 },
    ],
  },
  {
    name: 'step-sample-all',
    steps: [{ id: 'some', op: 'sample', inputs: ['customers'], fraction: 1 }],
  },
];
