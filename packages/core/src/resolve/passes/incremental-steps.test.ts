import { describe, expect, it } from 'vitest';
import {
  customers,
  found,
  orders,
  resolve,
  target,
  type Part,
  type StepLike,
} from '../specs.test-data.ts';

const incremental = { cursor: 'id' };
const newOrders = { ...orders, incremental };
const newCustomers = { ...customers, incremental };
const [append, merge] = [{ mode: 'append' }, { mode: 'merge', keys: ['id'] }];

function flow(steps: readonly StepLike[], write: object, sources: readonly object[]): Part {
  return { sources, steps, targets: [target(steps.at(-1)?.id ?? 'orders', { write })] };
}

function join(how: string, first = 'orders', second = 'customers'): StepLike {
  return {
    id: 's',
    op: 'join',
    inputs: [first, second],
    how,
    on: `${first}.id = ${second}.id`,
    suffix: '_r',
  };
}

const count: StepLike = {
  id: 's',
  op: 'aggregate',
  inputs: ['orders'],
  group_by: [{ name: 'id', expression: 'id' }],
  measures: [{ name: 'n', expression: 'count(*)' }],
};

describe('steps behind an incremental source', () => {
  const both = [newOrders, newCustomers];
  const left = [newOrders, customers];
  const right = [orders, newCustomers];
  it.each([
    ['inner', both, ['INCREMENTAL_UNSOUND steps.0']],
    ['semi', both, ['INCREMENTAL_UNSOUND steps.0']],
    ['inner', left, []],
    ['inner', right, []],
    ['left', left, []],
    ['left', right, ['INCREMENTAL_UNSOUND steps.0']],
    ['anti', left, []],
    ['anti', right, ['INCREMENTAL_UNSOUND steps.0']],
    ['right', left, ['INCREMENTAL_UNSOUND steps.0']],
    ['right', right, []],
    ['full', left, ['INCREMENTAL_UNSOUND steps.0']],
    ['full', right, ['INCREMENTAL_UNSOUND steps.0']],
    ['full', [orders, customers], []],
  ])('%s join of %j', (how, sources, expected) => {
    const resolution = resolve(flow([join(how)], append, sources));
    expect(found(resolution).filter((one) => one.startsWith('INCREMENTAL'))).toEqual(expected);
  });

  it.each<[string, StepLike, object, readonly string[]]>([
    [
      'limit',
      { id: 's', op: 'limit', inputs: ['orders'], count: 5 },
      append,
      ['INCREMENTAL_UNSOUND steps.0'],
    ],
    ['aggregate that is merged', count, merge, ['INCREMENTAL_UNSOUND steps.0']],
    ['aggregate that is appended', count, append, ['INCREMENTAL_PARTIAL steps.0']],
    [
      'dedupe that is merged',
      { id: 's', op: 'dedupe', inputs: ['orders'], keys: ['id'], order_by: [{ by: 'id' }] },
      merge,
      [],
    ],
    [
      'dedupe that is appended',
      { id: 's', op: 'dedupe', inputs: ['orders'], keys: ['id'], order_by: [{ by: 'id' }] },
      append,
      ['INCREMENTAL_PARTIAL steps.0'],
    ],
    ['filter', { id: 's', op: 'filter', inputs: ['orders'], where: 'id > 1' }, append, []],
  ])('%s', (_, step, write, expected) => {
    expect(found(resolve(flow([step], write, [newOrders])))).toEqual(expected);
    expect(found(resolve(flow([step], write, [orders])))).toEqual([]);
  });

  it.each<[string, StepLike]>([
    ['distinct union', { id: 's', op: 'union', inputs: ['orders', 'more'], mode: 'distinct' }],
    [
      'SQL of the user',
      { id: 's', op: 'sql', inputs: ['orders'], text: 'SELECT 1 AS n', dialect: 'postgresql' },
    ],
  ])('%s that is appended', (_, step) => {
    const more = { ...orders, id: 'more' };
    const findings = found(resolve(flow([step], append, [newOrders, more])));
    expect(findings).toContain('INCREMENTAL_PARTIAL steps.0');
    expect(found(resolve(flow([step], append, [orders, more])))).not.toContain(
      'INCREMENTAL_PARTIAL steps.0',
    );
  });

  it('are not judged where no target reads them', () => {
    const resolution = resolve({
      sources: [newOrders],
      steps: [{ id: 's', op: 'limit', inputs: ['orders'], count: 5 }],
      targets: [target('orders', { write: append })],
    });
    expect(found(resolution)).toEqual(['UNUSED_NODE steps.0']);
  });
});
