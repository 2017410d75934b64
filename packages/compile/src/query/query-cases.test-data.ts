import {
  invariant,
  parseColumnType,
  readQueryDraft,
  type CatalogTable,
  type Query,
  type QueryDraftInput,
} from '@ai-etl/core';

/** Questions as queries, each by the name of its golden file. */
export const queryCases: Readonly<Record<string, QueryDraftInput>> = {
  'list-sorted': {
    query: {
      kind: 'select',
      from: { table: 'customers' },
      where: ['age BETWEEN 20 AND 30'],
      select: ['name', 'city', 'age'],
      distinct: true,
      order_by: [{ by: 'name' }, { by: 'city', direction: 'desc' }, { by: 'age', nulls: 'first' }],
    },
  },
  'above-average': {
    with: [
      {
        name: 'average',
        query: { kind: 'select', from: { table: 'products' }, select: ['avg(price)'] },
      },
    ],
    query: {
      kind: 'select',
      from: { table: 'products' },
      where: ['price > average'],
      select: ['name', 'price'],
      order_by: [{ by: 'price', direction: 'desc' }],
      limit: 3,
    },
  },
  'not-among': {
    with: [
      {
        name: 'buyers',
        query: { kind: 'select', from: { table: 'orders' }, select: ['customer_id'] },
      },
    ],
    query: {
      kind: 'select',
      from: { table: 'customers' },
      where: ["city = 'Rome' OR id NOT IN (buyers)"],
      select: ['name'],
    },
  },
  'without-any': {
    query: {
      kind: 'select',
      from: { table: 'customers', as: 'c' },
      joins: [
        {
          how: 'anti',
          table: 'orders',
          as: 'o',
          on: "o.customer_id = c.id AND o.status = 'open'",
        },
      ],
      select: ['c.name'],
    },
  },
  'groups-with-conditions': {
    query: {
      kind: 'select',
      from: { table: 'orders', as: 'o' },
      joins: [{ table: 'customers', as: 'c', on: 'o.customer_id = c.id' }],
      group_by: ['month', 'c.city'],
      select: [
        { as: 'month', expression: "date_trunc('month', o.ordered_on)" },
        'c.city',
        { as: 'orders', expression: 'count(*)' },
        { as: 'quantity', expression: 'sum(o.quantity)' },
        {
          as: 'open_share',
          expression: "round(100.0 * count(*) FILTER (WHERE o.status = 'open') / count(*), 2)",
        },
      ],
      having: ['orders > 1', 'max(o.quantity) < 100'],
      order_by: [{ by: 'quantity', direction: 'desc' }, { by: 'month' }],
      limit: 10,
    },
  },
  'best-of-each-group': {
    with: [
      {
        name: 'ranked',
        query: {
          kind: 'select',
          from: { table: 'orders' },
          select: [
            'customer_id',
            'id',
            'quantity',
            {
              as: 'place',
              expression: 'row_number() OVER (PARTITION BY customer_id ORDER BY quantity DESC, id)',
            },
          ],
        },
      },
    ],
    query: {
      kind: 'select',
      from: { table: 'ranked' },
      where: ['place <= 2'],
      select: ['customer_id', 'id', 'quantity'],
    },
  },
  'windows-over-groups': {
    query: {
      kind: 'select',
      from: { table: 'orders' },
      group_by: ['ordered_on'],
      select: [
        'ordered_on',
        { as: 'sold', expression: 'sum(quantity)' },
        { as: 'running', expression: 'sum(sum(quantity)) OVER (ORDER BY ordered_on)' },
        { as: 'before', expression: 'lag(sum(quantity)) OVER (ORDER BY ordered_on)' },
        { as: 'place', expression: 'rank() OVER (ORDER BY sum(quantity) DESC)' },
      ],
    },
  },
  'in-both-sorted': {
    with: [
      {
        name: 'old',
        query: {
          kind: 'select',
          from: { table: 'customers' },
          where: ['age > 60'],
          select: ['name'],
        },
      },
      {
        name: 'young',
        query: {
          kind: 'select',
          from: { table: 'customers' },
          where: ['age < 20'],
          select: ['name'],
        },
      },
    ],
    query: {
      kind: 'set',
      op: 'intersect',
      left: 'old',
      right: 'young',
      order_by: [{ by: 'name' }],
      limit: 5,
    },
  },
  'in-one-only': {
    with: [
      { name: 'all', query: { kind: 'select', from: { table: 'customers' }, select: ['id'] } },
      {
        name: 'last',
        query: {
          kind: 'select',
          from: { table: 'orders' },
          select: ['customer_id'],
          order_by: [{ by: 'ordered_on', direction: 'desc' }],
          limit: 10,
        },
      },
    ],
    query: { kind: 'set', op: 'except', left: 'all', right: 'last' },
  },
  dates: {
    query: {
      kind: 'select',
      from: { table: 'orders' },
      where: ["ordered_on IN PERIOD 'last month'", "note LIKE '%gift%'", "lower(status) = 'open'"],
      select: [
        { as: 'year', expression: "date_part('year', ordered_on)" },
        { as: 'quarter', expression: "date_part('quarter', created_at)" },
        { as: 'month', expression: 'EXTRACT(MONTH FROM ordered_on)' },
        { as: 'days', expression: "date_diff('day', ordered_on, today())" },
        { as: 'hours', expression: "date_diff('hour', created_at, shipped_at)" },
      ],
    },
  },
  measures: {
    query: {
      kind: 'select',
      from: { table: 'orders' },
      select: [
        { as: 'customers', expression: 'count(DISTINCT customer_id)' },
        { as: 'average', expression: 'avg(quantity)' },
        { as: 'median', expression: 'median(quantity)' },
        { as: 'per_order', expression: 'sum(quantity) / count(*)' },
        { as: 'open', expression: "sum(CASE WHEN status = 'open' THEN quantity ELSE 0 END)" },
      ],
    },
  },
  'all-of-both': {
    query: {
      kind: 'select',
      from: { table: 'customers', as: 'c' },
      joins: [{ how: 'full', table: 'orders', as: 'o', on: 'o.customer_id = c.id' }],
      select: ['c.name', 'o.quantity'],
    },
  },
};

const tables: Readonly<Record<string, string>> = {
  orders:
    'id int64, customer_id int64?, status text, quantity int64, ordered_on date, created_at timestamp, shipped_at timestamp?, note text?',
  customers: 'id int64, name text, city text?, age int64?',
  products: 'id int64, name text, price float64',
};

/** The query of a case. */
export function queryOfCase(draft: QueryDraftInput): Query {
  const read = readQueryDraft(draft, {
    defaultSchema: 'main',
    tables: Object.entries(tables).map(([name, columns]): CatalogTable => ({
      object: { schema: 'main', name },
      kind: 'table',
      columns: columns.split(', ').map((text) => {
        const [column = '', written = ''] = text.split(' ');
        const type = parseColumnType(written.replace('?', ''));
        invariant(type !== undefined, `"${text}" has a type`);
        return { name: column, type, nullable: written.endsWith('?'), nativeType: '' };
      }),
      primaryKey: ['id'],
      uniqueKeys: [],
      foreignKeys: [],
      estimatedRows: null,
      estimatedBytes: null,
    })),
  });
  invariant(read.ok, read.ok ? '' : JSON.stringify(read.diagnostics));
  return read.query;
}
