import { describe, expect, it } from 'vitest';
import { printExpression } from '../../expression/print-expression.ts';
import type { CatalogTable } from '../../types/catalog.ts';
import { checkQuery } from '../check-query.ts';
import type { SelectQuery } from '../query.ts';
import { customers, orders } from '../shop.test-data.ts';
import { queryDraftJsonSchema, type QueryDraftInput } from './query-draft.ts';
import { readQueryDraft } from './read-query-draft.ts';

const tableOf = ({ object, schema }: typeof orders, name = object.name): CatalogTable => ({
  object: { schema: 'public', name },
  kind: 'table',
  columns: schema.map((column) => ({ ...column, nativeType: '' })),
  primaryKey: ['id'],
  uniqueKeys: [],
  foreignKeys: [],
  estimatedRows: null,
  estimatedBytes: null,
});
const catalog = {
  defaultSchema: 'public',
  tables: [tableOf(orders), tableOf(customers, 'Customers')],
};

function query(draft: QueryDraftInput): SelectQuery {
  const read = readQueryDraft(draft, catalog);
  if (!read.ok) return expect.fail(JSON.stringify(read.diagnostics));
  expect(checkQuery(read.query)).toEqual([]);
  return read.query.kind === 'select' ? read.query : expect.fail('a set');
}

function findings(draft: unknown): string {
  const read = readQueryDraft(draft, catalog);
  if (read.ok) return 'read';
  return read.diagnostics
    .map((one) => `${one.code} ${one.path}: ${one.message} ${one.hint ?? ''}`)
    .join('\n');
}

const list = { kind: 'select', from: { table: 'orders', as: 'o' } } as const;

describe('a question as a language model writes it', () => {
  it('reads joins, groups, aliases and names in any case', () => {
    const read = query({
      query: {
        kind: 'select',
        from: { table: 'orders', as: 'o' },
        joins: [{ table: 'customers', as: 'c', on: 'o.customer_id = C.ID' }],
        group_by: ['month', 'City'],
        select: [
          { expression: "date_trunc('month', ordered_on)", as: 'month' },
          'City',
          'COUNT(*)',
          { expression: 'SUM(amount)', as: 'total' },
        ],
        having: ['total > 100'],
        order_by: [{ by: 'total', direction: 'desc' }],
        limit: 5,
      },
    });
    expect(read.joins[0]).toMatchObject({ how: 'inner', source: { alias: 'c' } });
    expect(read.groupBy?.map((one) => printExpression(one))).toEqual([
      "date_trunc('month', o.ordered_on)",
      'c.city',
    ]);
    expect(read.select.map((one) => one.name)).toEqual(['month', 'city', 'count', 'total']);
    expect(read.limit).toEqual({ count: 5, offset: 0 });
  });

  it('reads named queries as tables, values and lists', () => {
    const read = query({
      with: [
        { name: 'average', query: { ...list, select: [{ expression: 'avg(amount)', as: 'a' }] } },
        { name: 'buyers', query: { ...list, select: ['customer_id'], distinct: true } },
        {
          name: 'per_customer',
          query: {
            ...list,
            group_by: ['customer_id'],
            select: ['customer_id', { expression: 'sum(amount)', as: 'total' }],
          },
        },
      ],
      query: {
        kind: 'select',
        from: { table: 'Customers', as: 'c' },
        joins: [{ how: 'left', table: 'per_customer', as: 'p', on: 'p.customer_id = c.id' }],
        where: ['p.total > average.a', 'c.id NOT IN (buyers)'],
        select: ['*'],
      },
    });
    expect(read.subqueries.map((one) => one.alias)).toEqual(['average', 'buyers']);
    expect(read.select.map((one) => one.name)).toEqual([
      'id',
      'name',
      'city',
      'customer_id',
      'total',
    ]);
    const [average] = read.subqueries;
    expect(average?.query).toMatchObject({ kind: 'select', groupBy: [] });
  });

  it('reads sets', () => {
    const read = readQueryDraft(
      {
        with: [
          { name: 'a', query: { ...list, select: ['customer_id'] } },
          {
            name: 'b',
            query: { kind: 'select', from: { table: 'Customers' }, select: ['id'] },
          },
        ],
        query: {
          kind: 'set',
          op: 'except',
          left: 'b',
          right: 'a',
          order_by: [{ by: 'id' }],
          limit: 3,
        },
      },
      catalog,
    );
    expect(read).toMatchObject({ ok: true, query: { kind: 'set', op: 'except' } });
  });

  const deep = Array.from({ length: 8 }, (_one, at) => ({
    name: `q${at + 1}`,
    query: {
      kind: 'select',
      from: { table: at === 0 ? 'orders' : `q${at}`, as: 'a' },
      joins: [{ how: 'cross', table: at === 0 ? 'orders' : `q${at}`, as: 'b' }],
      select: ['a.id'],
    },
  }));
  it.each<[string, unknown, string]>([
    ['text', 'DROP TABLE orders', 'QUERY_SHAPE'],
    [
      'another statement',
      { query: { kind: 'delete', from: { table: 'orders' } } },
      'QUERY_SHAPE query',
    ],
    ['an unknown field', { query: { ...list, selct: [] } }, 'There is no field "selct" here.'],
    [
      'an unknown table',
      { query: { kind: 'select', from: { table: 'order' }, select: ['id'] } },
      'UNKNOWN_TABLE query.from.table: There is no table "order". did you mean "orders"?',
    ],
    [
      'an unknown column',
      { query: { ...list, select: ['o.amuont'] } },
      'UNKNOWN_COLUMN query.select.0: There is no column "amuont" in "o". did you mean "amount"?',
    ],
    [
      'statements in expressions',
      { query: { ...list, select: ['1; DELETE FROM orders'] } },
      'EXPRESSION_SYNTAX query.select.0',
    ],
    [
      'functions that do more than compute',
      { query: { ...list, select: ["pg_read_file('/etc/passwd')"] } },
      'UNKNOWN_FUNCTION query.select.0',
    ],
    [
      'a mistake in a named query',
      {
        with: [{ name: 'x', query: { ...list, where: ['sum(amount) > 1'], select: ['id'] } }],
        query: { kind: 'select', from: { table: 'x' }, select: ['*'] },
      },
      'AGGREGATE_MISPLACED with.0.query.where.0',
    ],
    [
      'a join without a condition',
      { query: { ...list, joins: [{ table: 'Customers' }], select: ['o.id'] } },
      'QUERY_SHAPE query.joins.0.on: The inner join needs a condition.',
    ],
    [
      'a query that nothing uses',
      {
        with: [{ name: 'x', query: { ...list, select: ['id'] } }],
        query: { ...list, select: ['id'] },
      },
      'QUERY_SHAPE with: Nothing uses "x".',
    ],
    [
      'itself',
      {
        with: [{ name: 'x', query: { kind: 'select', from: { table: 'x' }, select: ['*'] } }],
        query: { ...list, select: ['id'] },
      },
      'UNKNOWN_TABLE with.0.query.from.table',
    ],
    [
      'queries that multiply',
      { with: deep, query: { kind: 'select', from: { table: 'q8' }, select: ['*'] } },
      'more than 60 blocks',
    ],
    ['too many rows', { query: { ...list, select: ['id'], limit: -1 } }, 'QUERY_SHAPE query.limit'],
  ])('does not read %s', (_what, draft, expected) => {
    expect(findings(draft)).toContain(expected);
  });

  it('has a JSON Schema for providers that keep to one', () => {
    expect(queryDraftJsonSchema()).toMatchObject({ title: 'QueryDraft', type: 'object' });
  });
});
