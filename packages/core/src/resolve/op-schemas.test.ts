import { describe, expect, it } from 'vitest';
import { schemaOf } from './environment.test-data.ts';
import { type StepLike, orders, customers, resolve, columnsOf } from './specs.test-data.ts';

const wholeOrders =
  'id int64, customer_id int64?, status text, amount decimal(18,2), created_at timestamptz, day date?, doc json?';

describe('resolveSpec knows the output of each op', () => {
  const join = { id: 's', op: 'join', inputs: ['orders', 'customers'] } as const;
  const on = 'orders.customer_id = customers.id';
  const cases: readonly [string, StepLike, string][] = [
    [
      'filter',
      { id: 's', op: 'filter', inputs: ['orders'], where: "status = 'paid'" },
      wholeOrders,
    ],
    [
      'filter that proves a column present',
      {
        id: 's',
        op: 'filter',
        inputs: ['orders'],
        where: "customer_id IS NOT NULL AND day > DATE '2024-01-01'",
      },
      wholeOrders.replace('int64?', 'int64').replace('date?', 'date'),
    ],
    [
      'select',
      { id: 's', op: 'select', inputs: ['orders'], columns: ['amount', 'id'] },
      'amount decimal(18,2), id int64',
    ],
    [
      'rename',
      { id: 's', op: 'rename', inputs: ['orders'], columns: [{ from: 'id', to: 'order_id' }] },
      wholeOrders.replace('id int64', 'order_id int64'),
    ],
    [
      'rename that swaps names',
      {
        id: 's',
        op: 'rename',
        inputs: ['orders'],
        columns: [
          { from: 'id', to: 'status' },
          { from: 'status', to: 'id' },
        ],
      },
      wholeOrders.replace('id int64', 'status int64').replace('status text', 'id text'),
    ],
    [
      'cast',
      { id: 's', op: 'cast', inputs: ['orders'], columns: [{ name: 'id', to: 'text' }] },
      wholeOrders.replace('id int64', 'id text'),
    ],
    [
      'derive',
      {
        id: 's',
        op: 'derive',
        inputs: ['orders'],
        columns: [
          { name: 'status', expression: 'upper(status)' },
          { name: 'month', expression: "date_trunc('month', day)" },
        ],
      },
      `${wholeOrders}, month date?`,
    ],
    [
      'inner join',
      { ...join, how: 'inner', on, suffix: '_2' },
      `${wholeOrders}, id_2 int64, name text, country text?`,
    ],
    [
      'left join',
      { ...join, how: 'left', on, suffix: '_2' },
      `${wholeOrders}, id_2 int64?, name text?, country text?`,
    ],
    ['semi join', { ...join, how: 'semi', on }, wholeOrders],
    [
      'aggregate',
      {
        id: 's',
        op: 'aggregate',
        inputs: ['orders'],
        group_by: [{ name: 'month', expression: "date_trunc('month', created_at)" }],
        measures: [
          { name: 'orders', expression: 'count(*)' },
          { name: 'revenue', expression: 'sum(amount)' },
        ],
      },
      'month timestamptz, orders int64, revenue decimal(38,2)',
    ],
    [
      'dedupe',
      { id: 's', op: 'dedupe', inputs: ['orders'], keys: ['id'], order_by: [{ by: 'created_at' }] },
      wholeOrders,
    ],
    [
      'sort',
      { id: 's', op: 'sort', inputs: ['orders'], by: [{ by: 'amount * 2', direction: 'desc' }] },
      wholeOrders,
    ],
    ['limit', { id: 's', op: 'limit', inputs: ['orders'], count: 10 }, wholeOrders],
    ['sample', { id: 's', op: 'sample', inputs: ['orders'], fraction: 0.1 }, wholeOrders],
    [
      'window',
      {
        id: 's',
        op: 'window',
        inputs: ['orders'],
        columns: [
          { name: 'place', expression: 'rank() OVER (PARTITION BY status ORDER BY amount DESC)' },
        ],
      },
      `${wholeOrders}, place int64`,
    ],
    [
      'pivot',
      {
        id: 's',
        op: 'pivot',
        inputs: ['orders'],
        index: ['day'],
        column: 'status',
        values: [{ value: 'paid', name: 'paid' }],
        measure: 'sum(amount)',
      },
      'day date?, paid decimal(38,2)?',
    ],
    [
      'unpivot',
      {
        id: 's',
        op: 'unpivot',
        inputs: ['orders'],
        columns: ['id', 'customer_id'],
        name_to: 'what',
        value_to: 'value',
      },
      'status text, amount decimal(18,2), created_at timestamptz, day date?, doc json?, what text, value int64?',
    ],
    [
      'mask',
      {
        id: 's',
        op: 'mask',
        inputs: ['orders'],
        columns: [{ name: 'customer_id', method: 'hash' }],
      },
      wholeOrders.replace('customer_id int64?', 'customer_id text?'),
    ],
    [
      'sql',
      { id: 's', op: 'sql', inputs: ['orders'], text: 'select 1 as n', dialect: 'postgresql' },
      'n int32',
    ],
  ];

  it.each(cases)('%s', (_name, step, expected) => {
    const resolution = resolve(
      {
        sources: step.inputs?.includes('customers') === true ? [orders, customers] : [orders],
        steps: [step],
      },
      new Map([['s', schemaOf('n int32')]]),
    );
    expect(resolution.diagnostics).toEqual([]);
    expect(columnsOf(resolution, 's')).toBe(expected);
  });

  it('union, by name and to the type that holds both', () => {
    const resolution = resolve({
      sources: [orders, customers],
      steps: [
        { id: 'a', op: 'select', inputs: ['orders'], columns: ['id', 'day'] },
        {
          id: 'b',
          op: 'derive',
          inputs: ['customers'],
          columns: [{ name: 'day', expression: 'now()' }],
        },
        { id: 'c', op: 'select', inputs: ['b'], columns: ['day', 'id'] },
        { id: 'u', op: 'union', inputs: ['a', 'c'] },
      ],
    });
    expect(resolution.diagnostics).toEqual([]);
    expect(columnsOf(resolution, 'u')).toBe('id int64, day timestamptz?');
  });
});
