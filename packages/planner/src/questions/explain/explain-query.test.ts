import { parseExpression, type Expression, type Query, type SelectQuery } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { explainQuery } from './explain-query.ts';

function expression(text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.expression;
}

const rooms = { alias: 'r', object: { name: 'rooms' }, schema: [] };
const stays = { alias: 's', object: { name: 'stays' }, schema: [] };

function select(change: Partial<SelectQuery>, shown: readonly string[] = ['r.floor']): SelectQuery {
  return {
    kind: 'select',
    from: rooms,
    joins: [],
    subqueries: [],
    where: [],
    groupBy: null,
    having: [],
    select: shown.map((text, at) => ({ name: `c${at}`, expression: expression(text) })),
    distinct: false,
    orderBy: [],
    limit: null,
    ...change,
  };
}

const key = expression('s.room_id = r.id');
const inner = { how: 'inner', source: stays, on: key } as const;
const average: SelectQuery = select({ groupBy: [] }, ['avg(r.price)']);
const cases: readonly (readonly [string, Query, string])[] = [
  [
    'rows that are listed',
    select({ where: [expression("r.status = 'free' AND r.price BETWEEN 50 AND 90")] }),
    "This query reads rooms and lists floor, only where status is 'free' and price is between 50 and 90.",
  ],
  [
    'different values',
    select({ distinct: true }),
    'This query reads rooms and lists the different floor.',
  ],
  [
    'groups over a join, sorted and cut',
    select(
      {
        joins: [inner],
        groupBy: [expression('r.floor')],
        having: [expression('count() > 3')],
        orderBy: [{ by: expression('sum(s.paid)'), direction: 'desc', nulls: 'last' }],
        limit: { count: 5, offset: 5 },
      },
      ['r.floor', 'sum(s.paid)'],
    ),
    'This query joins rooms and stays and computes the sum of stays.paid for each rooms.floor, keeping groups where the number of rooms is more than 3, sorted by the sum of stays.paid, highest first, at most 5 rows after the first 5.',
  ],
  [
    'rows that have none elsewhere',
    select({
      joins: [{ ...inner, how: 'anti', on: expression('s.room_id = r.id AND s.paid > 0') }],
    }),
    'This query reads rooms and lists rooms.floor, only where there is no row of stays whose stays.paid is more than 0.',
  ],
  [
    'a comparison to other rows',
    select({
      subqueries: [{ alias: 'a', query: average }],
      where: [expression('r.price > a.value')],
    }),
    'This query reads rooms and lists floor, only where price is more than the average of price among all rooms.',
  ],
  [
    'rows of two queries',
    { kind: 'set', op: 'except', left: select({}), right: select({}), orderBy: [], limit: null },
    'This query reads rooms and lists floor, without what is among reads rooms and lists floor.',
  ],
  [
    'patterns, periods and empty values',
    select({
      where: [
        expression("r.name LIKE 'Sea%'"),
        expression("r.opened IN PERIOD 'last month'"),
        expression('r.closed IS NULL'),
      ],
    }),
    "This query reads rooms and lists floor, only where name starts with 'Sea', opened is in the previous month and closed is empty.",
  ],
  [
    'running totals',
    select({}, [
      'sum(r.price) OVER (ORDER BY r.opened ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)',
    ]),
    'This query reads rooms and lists the running total of the sum of price by opened, lowest first.',
  ],
];

describe('an explanation', () => {
  it.each(cases)('tells %s', (_what, query, words) => {
    expect(explainQuery(query, 'en')).toBe(words);
  });

  it('is Russian where the question is', () => {
    const [, , grouped] = cases;
    expect(grouped === undefined ? '' : explainQuery(grouped[1], 'ru')).toBe(
      'Запрос связывает rooms и stays и вычисляет: сумма stays.paid, для каждого rooms.floor; группы, где число строк rooms больше 3; порядок: сумма stays.paid по убыванию; не более 5 строк после первых 5.',
    );
  });
});
