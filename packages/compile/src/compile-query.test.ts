import type { Expression, Query, QueryTable, SelectQuery } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { compileQuery, type QueryOptions } from './compile-query.ts';

const orders: QueryTable = {
  alias: 'o',
  object: { name: 'order' },
  schema: [
    { name: 'id', type: { kind: 'int64' }, nullable: false },
    { name: 'customer_id', type: { kind: 'int64' }, nullable: false },
    { name: 'Status', type: { kind: 'text' }, nullable: false },
    { name: 'ordered_at', type: { kind: 'timestamptz' }, nullable: false },
  ],
};
const customers: QueryTable = {
  alias: 'c',
  object: { schema: 'crm', name: 'customers' },
  schema: [{ name: 'id', type: { kind: 'int64' }, nullable: false }],
};
const column = (table: string, name: string): Expression => ({ kind: 'column', table, name });
const on: Expression = {
  kind: 'binary',
  op: 'eq',
  left: column('o', 'customer_id'),
  right: column('c', 'id'),
};
const base: SelectQuery = {
  kind: 'select',
  from: orders,
  joins: [],
  subqueries: [],
  where: [],
  groupBy: null,
  having: [],
  select: [{ name: 'id', expression: column('o', 'id') }],
  distinct: false,
  orderBy: [],
  limit: null,
};
const options: QueryOptions = {
  dialect: 'postgresql',
  now: '2024-03-15T12:00:00Z',
  timezone: 'UTC',
};

function sql(query: Query, changes: Partial<QueryOptions> = {}): string {
  const result = compileQuery(query, { ...options, ...changes });
  return 'sql' in result ? result.sql.replaceAll(/\s+/g, ' ') : expect.fail('not expressible');
}

describe('a query as text', () => {
  it('quotes only names that need it, and escapes values', () => {
    const where: Expression = {
      kind: 'binary',
      op: 'eq',
      left: column('o', 'Status'),
      right: { kind: 'literal', type: 'text', value: "o'x; --" },
    };
    expect(sql({ ...base, where: [where] })).toBe(
      `SELECT id FROM "order" AS o WHERE "Status" = 'o''x; --'`,
    );
    expect(sql({ ...base, where: [where] }, { dialect: 'clickhouse' })).toContain("'o\\'x; --'");
  });

  it('binds relative dates to the moment, in the zone', () => {
    const where: Expression = {
      kind: 'in_period',
      operand: column('o', 'ordered_at'),
      period: { kind: 'previous', unit: 'month', count: 1 },
    };
    expect(sql({ ...base, where: [where] }, { timezone: 'Europe/Berlin' })).toContain(
      `ordered_at >= TIMESTAMPTZ '2024-01-31 23:00:00+00' AND ordered_at < TIMESTAMPTZ '2024-02-29 23:00:00+00'`,
    );
  });

  it('says conditions on groups by what they name', () => {
    const count: Expression = { kind: 'call', name: 'count', args: [] };
    const grouped: Query = {
      ...base,
      joins: [{ how: 'inner', source: customers, on }],
      groupBy: [column('c', 'id')],
      select: [
        { name: 'customer_id', expression: column('c', 'id') },
        { name: 'orders', expression: count },
      ],
      having: [
        {
          kind: 'binary',
          op: 'gt',
          left: { kind: 'column', name: 'orders' },
          right: { kind: 'literal', type: 'integer', value: '5' },
        },
      ],
      orderBy: [{ by: count, direction: 'desc', nulls: 'last' }],
      limit: { count: 3, offset: 0 },
    };
    expect(sql(grouped)).toMatch(
      /GROUP BY c\.id HAVING count\(\*\) > 5 ORDER BY orders DESC LIMIT 3$/,
    );
  });

  it('says "has none" as each dialect does', () => {
    const none: Query = { ...base, joins: [{ how: 'anti', source: customers, on }] };
    expect(sql(none)).toContain('WHERE NOT EXISTS (SELECT 1 FROM crm.customers AS c');
    expect(sql(none, { dialect: 'clickhouse' })).toContain('LEFT ANTI JOIN crm.customers AS c');
  });
});
