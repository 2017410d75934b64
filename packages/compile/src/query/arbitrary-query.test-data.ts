import {
  invariant,
  outputNames,
  parseExpression,
  type Expression,
  type Query,
  type QueryDerived,
  type QueryJoin,
  type QueryTable,
  type SelectQuery,
} from '@ai-etl/core';
import * as fc from 'fast-check';
import { goldenTables } from '../golden/tables.ts';

/** Chooses a number below `count`. */
type Choose = (count: number) => number;

/** Valid queries over orders and customers: joins, groups, windows, subqueries, sets, nested tables. */
export function arbitraryQuery(): fc.Arbitrary<Query> {
  return fc.gen().map((generate) => {
    const pick: Choose = (count) => generate(fc.nat, { max: count - 1 });
    return pick(4) === 0 ? growSet(pick) : growSelect(pick, 2);
  });
}

const table = (alias: string, name: string): QueryTable => ({
  alias,
  object: { schema: 'shop', name },
  schema: goldenTables[name] ?? [],
});

function read(text: string): Expression {
  const parsed = parseExpression(text);
  invariant(parsed.ok, `${text} is an expression`);
  return parsed.expression;
}

function block(changes: Partial<SelectQuery> & Part<'from' | 'select'>): SelectQuery {
  return {
    kind: 'select',
    joins: [],
    subqueries: [],
    where: [],
    groupBy: null,
    having: [],
    distinct: false,
    orderBy: [],
    limit: null,
    ...changes,
  };
}

type Part<Key extends keyof SelectQuery> = Pick<SelectQuery, Key>;

const columns = (texts: Readonly<Record<string, string>>): SelectQuery['select'] =>
  Object.entries(texts).map(([name, text]) => ({ name, expression: read(text) }));

function one<Item>(pick: Choose, items: readonly Item[]): Item {
  const item = items[pick(items.length)];
  invariant(item !== undefined, 'there is something to choose from');
  return item;
}

const conditions = [
  'o.quantity > 1',
  // Databases differ in which texts are equal, and shown queries leave that to them.
  'length(o.status) > 4',
  'o.amount > 10.5',
  'o.customer_id IS NOT NULL',
  "date_part('month', o.created_at) >= 3 OR o.quantity = 2",
  'o.amount BETWEEN 1 AND 100',
  'o.quantity NOT IN (2, 5)',
] as const;

const averages: QueryDerived = {
  alias: 'average',
  query: block({
    from: table('x', 'orders'),
    groupBy: [],
    select: columns({ amount: 'avg(x.amount)', most: 'max(x.quantity)' }),
  }),
};
const buyers: QueryDerived = {
  alias: 'buyers',
  query: block({ from: table('x', 'orders'), select: columns({ customer_id: 'x.customer_id' }) }),
};
const withSubquery: readonly (readonly [QueryDerived, string])[] = [
  [averages, 'o.amount > average.amount'],
  [averages, 'o.quantity = average.most OR o.amount IS NULL'],
  [buyers, 'o.id IN (buyers.customer_id)'],
  [buyers, 'o.id NOT IN (buyers.customer_id)'],
  [buyers, 'NOT (o.id IN (buyers.customer_id)) OR o.quantity > 2'],
];

const totals: QueryDerived = {
  alias: 'c',
  query: block({
    from: table('y', 'orders'),
    groupBy: [read('y.customer_id')],
    select: columns({ id: 'y.customer_id', spent: 'sum(y.amount)', orders: 'count(*)' }),
    having: [read('orders > 0')],
  }),
};

function growSelect(pick: Choose, depth: number): SelectQuery {
  const where = Array.from({ length: pick(3) }, () => read(one(pick, conditions)));
  const subqueries: QueryDerived[] = [];
  if (pick(2) === 0) {
    const [subquery, text] = one(pick, withSubquery);
    subqueries.push(subquery);
    where.push(read(text));
  }
  const joins = growJoins(pick);
  // DuckDB 1.5.6 puts what an inner join with groups asks for below the limit of the other side.
  const isCut = depth > 0 && joins.length === 0 && pick(3) === 0;
  const from = isCut ? { alias: 'o', query: firstRows(pick) } : table('o', 'orders');
  const base = { from, joins, where, subqueries };
  const shape = pick(3);
  if (shape === 0) return growGroups(pick, base);
  if (shape === 1 && depth > 0) {
    const inner = block({ ...base, select: columns({ ...plain, ...one(pick, windows) }) });
    return block({
      from: { alias: 'd', query: inner },
      where: [read(one(pick, ['d.place <= 2', 'd.place > 1 AND d.quantity < 5']))],
      select: columns({ id: 'd.id', place: 'd.place' }),
    });
  }
  return block({
    ...base,
    select: columns({ ...plain, ...one(pick, computed) }),
    distinct: pick(3) === 0,
  });
}

const plain = { id: 'o.id', quantity: 'o.quantity' };
const windows = [
  { place: 'row_number() OVER (PARTITION BY o.customer_id ORDER BY o.id)' },
  { place: 'rank() OVER (ORDER BY o.quantity DESC)' },
  { place: 'sum(o.quantity) OVER (ORDER BY o.id)' },
  { place: 'coalesce(lag(o.quantity) OVER (ORDER BY o.id), 0)' },
] as const;
const computed: readonly Readonly<Record<string, string>>[] = [
  { amount: 'o.amount' },
  { status: 'upper(o.status)' },
  { year: "date_part('year', o.created_at)", quarter: "date_part('quarter', o.created_at)" },
  { days: "date_diff('day', DATE '2024-01-01', CAST(o.created_at AS date))" },
  { hours: "date_diff('hour', TIMESTAMPTZ '2024-01-01 00:30:00+00', o.created_at)" },
  {
    kind: "CASE WHEN o.amount > 100 THEN 'large' WHEN o.amount IS NULL THEN NULL ELSE 'small' END",
  },
  { share: 'o.amount / o.quantity' },
];

/** Rows of orders that a limit cuts, in a total order. */
function firstRows(pick: Choose): SelectQuery {
  const names = ['id', 'customer_id', 'status', 'amount', 'quantity', 'created_at'];
  return block({
    from: table('f', 'orders'),
    select: columns(Object.fromEntries(names.map((name) => [name, `f.${name}`]))),
    orderBy: [
      {
        by: read('f.customer_id'),
        direction: one(pick, ['asc', 'desc']),
        nulls: one(pick, ['first', 'last']),
      },
      { by: read('f.id'), direction: 'asc', nulls: 'last' },
    ],
    limit: { count: 3 + pick(4), offset: pick(2) },
  });
}

function growJoins(pick: Choose): readonly QueryJoin[] {
  if (pick(3) === 0) return [];
  const how = one(pick, ['inner', 'left', 'right', 'full', 'cross', 'semi', 'anti'] as const);
  const source = pick(3) === 0 ? totals : table('c', 'customers');
  return [{ how, source, on: read(how === 'cross' ? 'true' : 'o.customer_id = c.id') }];
}

function growGroups(
  pick: Choose,
  base: Part<'from' | 'joins' | 'where' | 'subqueries'>,
): SelectQuery {
  const key = one(pick, [
    'o.customer_id',
    "date_trunc('month', o.created_at)",
    'o.amount > 50',
    'o.quantity % 2 = 0',
  ]);
  const isTotal = pick(4) === 0;
  const measures = one<Readonly<Record<string, string>>>(pick, [
    { n: 'count(*)', total: 'sum(o.amount)' },
    { n: 'count(DISTINCT o.customer_id)', open: 'count(*) FILTER (WHERE o.quantity > 1)' },
    { n: 'count(o.amount)', ratio: 'sum(o.quantity) / count(*)', most: 'max(o.created_at)' },
    { n: 'count(*)', place: 'rank() OVER (ORDER BY sum(o.quantity) DESC)' },
    { n: 'count(*)', running: 'sum(count(*)) OVER (ORDER BY min(o.id))' },
  ]);
  return block({
    ...base,
    groupBy: isTotal ? [] : [read(key)],
    select: columns(isTotal ? measures : { key, ...measures }),
    having: pick(2) === 0 ? [read(one(pick, ['n > 1', 'sum(o.quantity) >= 2 OR n = 0']))] : [],
  });
}

function growSet(pick: Choose): Query {
  const side = (): SelectQuery =>
    one(pick, [
      block({ from: table('o', 'orders'), select: columns({ id: 'o.customer_id' }) }),
      block({
        from: table('o', 'orders'),
        where: [read(one(pick, conditions))],
        select: columns({ id: 'o.id' }),
      }),
      block({ from: table('c', 'customers'), select: columns({ number: 'c.id' }) }),
      block({ from: table('o', 'orders'), select: columns({ id: 'o.quantity' }) }),
    ]);
  const op = one(pick, ['union', 'union_all', 'intersect', 'except'] as const);
  const left: Query =
    pick(3) === 0
      ? { kind: 'set', op: 'union', left: side(), right: side(), orderBy: [], limit: null }
      : side();
  const isSorted = pick(2) === 0;
  const nulls = one(pick, ['first', 'last'] as const);
  const [name = ''] = outputNames(left);
  return {
    kind: 'set',
    op,
    left,
    right: side(),
    orderBy: isSorted ? [{ by: read(name), direction: 'desc', nulls }] : [],
    limit: isSorted ? { count: 4, offset: 0 } : null,
  };
}
