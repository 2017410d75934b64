import type { GoldenCase, StepInput } from './golden-case.ts';

const rates: StepInput = {
  id: 'rates',
  op: 'derive',
  inputs: ['v'],
  columns: [
    { name: 'customer', expression: 'id % 3' },
    { name: 'at', expression: "CASE WHEN id <> 11 THEN date_trunc('month', tz) END" },
  ],
};

function asof(name: string, on: string): GoldenCase {
  return {
    name: `step-join-asof-${name}`,
    steps: [
      rates,
      { id: 'rate', op: 'select', inputs: ['rates'], columns: ['customer', 'at', 's', 'id'] },
      { id: 'near', op: 'join', how: 'asof', inputs: ['orders', 'rate'], on, suffix: '_rate' },
      {
        id: 'kept',
        op: 'select',
        inputs: ['near'],
        columns: ['id', 'customer_id', 'created_at', 'at', 's', 'id_rate'],
      },
    ],
  };
}

/** The four comparisons, with and without keys, ties, NULLs and types that meet. */
export const asofCases: readonly GoldenCase[] = [
  asof('ge', 'orders.customer_id = rate.customer AND created_at >= at'),
  asof('gt', 'at < created_at AND rate.customer = orders.customer_id'),
  asof('le', 'created_at <= at'),
  asof('lt', 'created_at < at AND orders.customer_id = rate.customer'),
  {
    name: 'step-join-asof-ties',
    steps: [
      {
        id: 'left_',
        op: 'derive',
        inputs: ['orders'],
        columns: [{ name: 'day', expression: 'CAST(created_at AS date)' }],
      },
      {
        id: 'twice',
        op: 'union',
        inputs: ['left_', 'left_'],
      },
      { id: 'cut', op: 'limit', inputs: ['twice'], count: 12 },
      {
        id: 'near',
        op: 'join',
        how: 'asof',
        inputs: ['cut', 'v'],
        on: 'cut.quantity = v.i % 4 AND cut.day <= v.ts',
        suffix: '_v',
      },
      { id: 'kept', op: 'select', inputs: ['near'], columns: ['id', 'day', 'id_v', 'ts', 'i'] },
    ],
  },
  {
    name: 'step-join-asof-grouped',
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['orders'],
        group_by: [{ name: 'status', expression: 'status' }],
        measures: [{ name: 'total', expression: 'sum(amount)' }],
      },
      {
        id: 'near',
        op: 'join',
        how: 'asof',
        inputs: ['v', 'totals'],
        on: 'v.d > totals.total',
      },
      { id: 'found', op: 'filter', inputs: ['near'], where: 'status IS NOT NULL' },
      { id: 'kept', op: 'select', inputs: ['found'], columns: ['id', 'd', 'status', 'total'] },
    ],
  },
  {
    name: 'step-join-asof-text',
    steps: [
      {
        id: 'near',
        op: 'join',
        how: 'asof',
        inputs: ['orders', 'customers'],
        on: 'orders.status >= customers.name',
        suffix: '_c',
      },
    ],
  },
];
