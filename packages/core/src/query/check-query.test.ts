import { describe, expect, it } from 'vitest';
import { checkQuery, maxQueryDepth, querySchema } from './check-query.ts';
import { asc, customers, orders, read, select, set } from './shop.test-data.ts';
import type { Query, SelectQuery } from './query.ts';

const total = { alias: 'total', query: select(['sum(o.amount)'], { groupBy: [] }) };
const buyers = { alias: 'buyers', query: select(['o.customer_id']) };

const right: readonly (readonly [string, Query])[] = [
  ['a list', select(['o.id', 'status', "date_trunc('month', o.ordered_on)"])],
  [
    'ratios of groups, ranked',
    select(
      [
        'c.name',
        'sum(o.amount) / total.c1',
        'rank() OVER (ORDER BY sum(o.amount) DESC)',
        'sum(count(*)) OVER (ORDER BY c.name)',
      ],
      {
        joins: [{ how: 'inner', source: customers, on: read('o.customer_id = c.id') }],
        subqueries: [total],
        groupBy: [read('c.name')],
        having: [read('c2 > 0.1'), read("count(*) FILTER (WHERE o.status = 'open') > 1")],
        orderBy: [asc('c2')],
      },
    ),
  ],
  [
    'keys within expressions',
    select(["upper(status) || '!'", "date_part('year', o.ordered_on) + 1"], {
      groupBy: [read('o.status'), read("date_part('year', o.ordered_on)")],
    }),
  ],
  [
    'those not among others',
    select(['o.id'], {
      subqueries: [buyers],
      where: [read('o.id = 1 OR o.customer_id NOT IN (buyers.c1)')],
    }),
  ],
  ['sets', set('except', select(['o.id'], {}), select(['c.id'], { from: customers }))],
];

const wrong: readonly (readonly [string, Query, string])[] = [
  [
    'no such column',
    select(['o.amuont']),
    'UNKNOWN_COLUMN select.0: There is no column "amuont" in "o".',
  ],
  [
    'a column without a group',
    select(['o.status', 'count(*)'], { groupBy: [] }),
    'AGGREGATE_MISPLACED select.0: The column o.status stands outside an aggregate, so a group has no single value of it.',
  ],
  [
    'an aggregate that filters rows',
    select(['o.id'], { where: [read('sum(o.amount) > 5')] }),
    'AGGREGATE_MISPLACED where.0: sum(o.amount) is an aggregate, which is not allowed here. conditions on aggregates stand in having',
  ],
  [
    'a window that filters rows',
    select(['o.id'], { where: [read('row_number() OVER (ORDER BY o.id) = 1')] }),
    'select it in a query of its own, and filter that one',
  ],
  ['an aggregate without groups', select(['sum(o.amount)']), 'AGGREGATE_MISPLACED select.0'],
  ['no condition', select(['o.id'], { where: [read('o.amount + 1')] }), 'TYPE_MISMATCH where.0'],
  [
    'a comparison of types',
    select(['o.id'], { where: [read("o.id = 'a'")] }),
    'TYPE_MISMATCH where.0',
  ],
  [
    'a name twice',
    select(['o.id'], {
      select: [
        { name: 'a', expression: read('o.id') },
        { name: 'a', expression: read('o.status') },
      ],
    }),
    'DUPLICATE_COLUMN select.1: Two columns are called "a".',
  ],
  [
    'an alias twice',
    select(['o.amount'], {
      joins: [{ how: 'cross', source: { ...customers, alias: 'o' }, on: read('true') }],
    }),
    'DUPLICATE_ID : Two sources of one query are called "o".',
  ],
  [
    'many rows for a value',
    select(['o.id'], { subqueries: [buyers], where: [read('o.id > buyers.c1')] }),
    'QUERY_SHAPE subqueries.0: "buyers" stands for one value, but may give several rows.',
  ],
  [
    'a subquery for nothing',
    select(['o.id'], { subqueries: [buyers] }),
    'Nothing uses the subquery "buyers".',
  ],
  [
    'columns of a semi join',
    select(['c.id'], {
      joins: [{ how: 'semi', source: customers, on: read('o.customer_id = c.id') }],
    }),
    'UNKNOWN_COLUMN select.0: There is no input "c" here',
  ],
  [
    'sets of unequal width',
    set('union', select(['o.id']), select(['o.id', 'o.status'])),
    'QUERY_SHAPE right: UNION puts 1 columns beside 2.',
  ],
  [
    'sets of other types',
    set('intersect', select(['o.id']), select(['o.status'])),
    'TYPE_MISMATCH right.select.0: INTERSECT puts "c1", int64, beside "c1", text.',
  ],
  [
    'a mistake deep within, once',
    select(['d.c1 + 1'], { from: { alias: 'd', query: select(['o.nothing']) } }),
    'UNKNOWN_COLUMN from.query.select.0: There is no column "nothing"',
  ],
  [
    'distinct rows sorted by what they do not show',
    select(['o.status'], { distinct: true, orderBy: [asc('o.id')] }),
    'QUERY_SHAPE orderBy.0',
  ],
  ['a parameter', select([':logical_time']), 'UNKNOWN_PARAMETER'],
  ['nothing', select([]), 'Nothing is selected.'],
  ['half a row', select(['o.id'], { limit: { count: 1.5, offset: 0 } }), 'QUERY_SHAPE limit'],
];

describe('queries are checked before anything else', () => {
  it.each(right)('%s has a meaning', (_what, query) => {
    expect(checkQuery(query)).toEqual([]);
  });

  it.each(wrong)('%s has none', (_what, query, expected) => {
    const found = checkQuery(query).map((one) =>
      [`${one.code} ${one.path}: ${one.message}`, one.hint ?? ''].join(' '),
    );
    expect(found.join('\n')).toContain(expected);
    expect(found).toHaveLength(1);
  });

  it('stops at a depth', () => {
    let query: SelectQuery = select(['o.id']);
    for (let depth = 0; depth < maxQueryDepth; depth += 1) {
      query = select(['d.c1'], { from: { alias: 'd', query } });
    }
    expect(checkQuery(query)[0]?.message).toContain('more than 8 deep');
  });

  it('tells the columns of a result', () => {
    const joined = select(['o.id', 'c.name', 'count(*)'], {
      joins: [{ how: 'left', source: customers, on: read('o.customer_id = c.id') }],
      groupBy: [read('o.id'), read('c.name')],
    });
    expect(querySchema(joined)).toEqual([
      { name: 'c1', type: { kind: 'int64' }, nullable: false },
      { name: 'c2', type: { kind: 'text' }, nullable: true },
      { name: 'c3', type: { kind: 'int64' }, nullable: false },
    ]);
    const amounts = set('union_all', select(['o.id']), select(['o.amount'], { from: orders }));
    expect(querySchema(amounts)).toMatchObject([{ name: 'c1', type: { kind: 'decimal' } }]);
  });
});
