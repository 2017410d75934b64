import { PipelineSpec } from '@ai-etl/core';
import { expect, it } from 'vitest';
import { isInAnyOrder } from './in-any-order.ts';

const table = { id: 'orders', connection: 'conn_src', path: 'orders.csv' };
const query = { id: 'orders', connection: 'conn_src', query: 'SELECT * FROM t ORDER BY n' };
const sort = { id: 'sorted', op: 'sort', inputs: ['orders'], by: [{ by: 'n' }] };
const limit = { id: 'few', op: 'limit', inputs: ['sorted'], count: 3 };
const sql = {
  id: 'own',
  op: 'sql',
  inputs: ['orders'],
  text: 'SELECT * FROM orders ORDER BY n',
  dialect: 'duckdb',
};

it.each([
  ['a table of what nobody sorted', { source: table, steps: [], input: 'orders' }, true],
  ['a table beside sorted rows', { source: table, steps: [sort], input: 'orders' }, true],
  ['sorted rows', { source: table, steps: [sort], input: 'sorted' }, false],
  ['rows after a sort', { source: table, steps: [sort, limit], input: 'few' }, false],
  ['a query of the user', { source: query, steps: [], input: 'orders' }, false],
  ['a step of SQL', { source: table, steps: [sql], input: 'own' }, false],
])('%s: whether rows may come in any order', (_, { source, steps, input }, expected) => {
  const spec = PipelineSpec.parse({
    version: 1,
    name: 'order',
    sources: [source],
    steps,
    targets: [
      {
        id: 'out',
        input,
        connection: 'conn_dst',
        object: { name: 'o' },
        write: { mode: 'replace' },
      },
    ],
  });
  expect(isInAnyOrder(spec, { target: 'out', writesFiles: false })).toBe(expected);
  expect(isInAnyOrder(spec, { target: 'out', writesFiles: true })).toBe(false);
});
