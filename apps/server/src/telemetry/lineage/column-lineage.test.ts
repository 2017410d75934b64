import { describe, expect, it } from 'vitest';
import { PipelineSpec, type PipelineSpecInput } from '@ai-etl/core';
import { columnLineage } from './column-lineage.ts';

const columns: Readonly<Record<string, readonly string[]>> = {
  orders: ['id', 'amount', 'email'],
  returns: ['id', 'amount', 'email'],
};

function lineageOf(steps: NonNullable<PipelineSpecInput['steps']>, node = 'out') {
  const spec = PipelineSpec.parse({
    version: 1,
    name: 'x',
    sources: [
      { id: 'orders', connection: 'conn_a', object: { name: 'orders' } },
      { id: 'returns', connection: 'conn_a', object: { name: 'returns' } },
      { id: 'query', connection: 'conn_a', query: 'select 1' },
    ],
    steps,
  });
  const lineage = columnLineage(spec, node, (source) => columns[source] ?? null);
  if (lineage === null) return null;
  return [...lineage].map(
    ([name, origins]) =>
      `${name}: ${origins.map((one) => `${one.source}.${one.column} ${one.how}`).join(', ')}`,
  );
}

describe('the lineage of columns', () => {
  it('is the column itself, through what only picks rows', () => {
    const same = [
      'id: orders.id identity',
      'amount: orders.amount identity',
      'email: orders.email identity',
    ];
    expect(lineageOf([], 'orders')).toEqual(same);
    expect(
      lineageOf([
        { id: 'a', op: 'filter', inputs: ['orders'], where: 'amount > 1' },
        { id: 'out', op: 'limit', inputs: ['a'], count: 5 },
      ]),
    ).toEqual(same);
  });

  it('follows names, casts, masks and expressions', () => {
    expect(
      lineageOf([
        { id: 'a', op: 'mask', inputs: ['orders'], columns: [{ name: 'email', method: 'hash' }] },
        { id: 'b', op: 'cast', inputs: ['a'], columns: [{ name: 'id', to: 'text' }] },
        {
          id: 'c',
          op: 'derive',
          inputs: ['b'],
          columns: [
            { name: 'double', expression: 'amount + amount * id' },
            { name: 'who', expression: 'upper(email)' },
            { name: 'one', expression: '1' },
          ],
        },
        { id: 'd', op: 'rename', inputs: ['c'], columns: [{ from: 'amount', to: 'value' }] },
        {
          id: 'out',
          op: 'select',
          inputs: ['d'],
          columns: ['value', 'double', 'who', 'one', 'id'],
        },
      ]),
    ).toEqual([
      'value: orders.amount identity',
      'double: orders.amount transformation, orders.id transformation',
      'who: orders.email masked',
      'one: ',
      'id: orders.id transformation',
    ]);
  });

  it('sums up aggregates and unions', () => {
    expect(
      lineageOf([
        { id: 'both', op: 'union', inputs: ['orders', 'returns'] },
        {
          id: 'out',
          op: 'aggregate',
          inputs: ['both'],
          group_by: [{ name: 'who', expression: 'email' }],
          measures: [{ name: 'total', expression: 'sum(amount)' }],
        },
      ]),
    ).toEqual([
      'who: orders.email identity, returns.email identity',
      'total: orders.amount transformation, returns.amount transformation',
    ]);
  });

  it('is not guessed where it is not known', () => {
    expect(lineageOf([], 'query')).toBeNull();
    expect(
      lineageOf([
        { id: 'out', op: 'join', inputs: ['orders', 'returns'], how: 'inner', on: 'true' },
      ]),
    ).toBeNull();
    expect(lineageOf([], 'nothing')).toBeNull();
  });
});
