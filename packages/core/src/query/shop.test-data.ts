import { invariant } from '../errors/invariant.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import type { Expression, OrderKey } from '../expression/ast.ts';
import type { Query, QueryTable, SelectQuery, SetOperator, SetQuery } from './query.ts';

export const orders: QueryTable = {
  alias: 'o',
  object: { name: 'orders' },
  schema: [
    { name: 'id', type: { kind: 'int64' }, nullable: false },
    { name: 'customer_id', type: { kind: 'int64' }, nullable: true },
    { name: 'status', type: { kind: 'text' }, nullable: false },
    { name: 'amount', type: { kind: 'decimal', precision: 12, scale: 2 }, nullable: false },
    { name: 'ordered_on', type: { kind: 'date' }, nullable: false },
  ],
};

export const customers: QueryTable = {
  alias: 'c',
  object: { name: 'customers' },
  schema: [
    { name: 'id', type: { kind: 'int64' }, nullable: false },
    { name: 'name', type: { kind: 'text' }, nullable: false },
    { name: 'city', type: { kind: 'text' }, nullable: true },
  ],
};

/** An expression of its text. */
export function read(text: string): Expression {
  const parsed = parseExpression(text);
  invariant(parsed.ok, `${text} is an expression`);
  return parsed.expression;
}

/** Ascending, NULLs last. */
export function asc(text: string): OrderKey {
  return { by: read(text), direction: 'asc', nulls: 'last' };
}

/** A block over orders whose columns are called c1, c2 and so on. */
export function select(
  columns: readonly string[],
  changes: Partial<SelectQuery> = {},
): SelectQuery {
  return {
    kind: 'select',
    from: orders,
    joins: [],
    subqueries: [],
    where: [],
    groupBy: null,
    having: [],
    select: columns.map((text, at) => ({ name: `c${at + 1}`, expression: read(text) })),
    distinct: false,
    orderBy: [],
    limit: null,
    ...changes,
  };
}

/** Two queries as one. */
export function set(op: SetOperator, left: Query, right: Query): SetQuery {
  return { kind: 'set', op, left, right, orderBy: [], limit: null };
}
