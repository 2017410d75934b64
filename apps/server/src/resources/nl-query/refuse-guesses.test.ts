import {
  parseExpression,
  type Expression,
  type Query,
  type QueryTable,
  type SelectQuery,
  type SemanticFinding,
} from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { columnKey, type PersonalColumns } from './personal-columns.ts';
import { refuseGuesses } from './refuse-guesses.ts';
import { shownColumns } from './shown-columns.ts';

const people: QueryTable = {
  alias: 'p',
  object: { schema: 'crm', name: 'people' },
  schema: [
    { name: 'id', type: { kind: 'int64' }, nullable: false },
    { name: 'email', type: { kind: 'text' }, nullable: true },
    { name: 'city', type: { kind: 'text' }, nullable: true },
  ],
};
const email: SemanticFinding = {
  kind: 'email',
  pii: true,
  confidence: 1,
  basis: 'name',
  share: null,
  format: null,
  contains: [],
};
const personal: PersonalColumns = new Map([[columnKey(people.object, 'email'), email]]);

function read(text: string): Expression {
  const parsed = parseExpression(text);
  return parsed.ok ? parsed.expression : expect.fail(text);
}

function select(columns: readonly string[], changes: Partial<SelectQuery> = {}): SelectQuery {
  return {
    kind: 'select',
    from: people,
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

const hiddenIn = (query: Query): boolean[] =>
  shownColumns(query, personal).map(({ meaning }) => meaning !== null);
const inner = select(['p.id', 'upper(p.email)', "'x@y.de'"]);
const set = (op: 'union' | 'union_all' | 'except', left: Query, right: Query): Query => ({
  kind: 'set',
  op,
  left,
  right,
  orderBy: [],
  limit: null,
});
const over = (query: Query, columns: readonly string[], changes: Partial<SelectQuery> = {}) =>
  select(columns, { from: { alias: 'd', query }, ...changes });

describe('personal data below the surface of a query', () => {
  it('is seen through derived tables, operands and subqueries', () => {
    expect(hiddenIn(over(inner, ['d.c1', 'd.c2', "d.c2 || '!'", 'count(d.c2)']))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(hiddenIn(set('union_all', select(['p.city']), select(['p.email'])))).toEqual([true]);
    const best = { alias: 's', query: select(['max(p.email)'], { groupBy: [] }) };
    expect(hiddenIn(select(['p.id', 's.c1'], { subqueries: [best] }))).toEqual([false, true]);
    expect(hiddenIn(select(['p.id', 'rank() OVER (ORDER BY p.email)']))).toEqual([false, true]);
  });

  const allowed: readonly (readonly [string, Query])[] = [
    ['asking whether it is there', over(inner, ['d.c1'], { where: [read('d.c2 IS NOT NULL')] })],
    ['counting it', over(inner, ['count(d.c2)'], { groupBy: [] })],
    ['one set of it beside another', set('except', select(['p.email']), over(inner, ['d.c2']))],
    [
      'joining two of it',
      select(['p.id'], {
        joins: [{ how: 'semi', source: { alias: 'd', query: inner }, on: read('p.email = d.c2') }],
      }),
    ],
  ];
  it.each(allowed)('allows %s', (_what, query) => {
    expect(() => refuseGuesses(query, personal)).not.toThrow();
  });

  const emails = { alias: 's', query: select(['p.email']) };
  const refused: readonly (readonly [string, Query])[] = [
    ['a filter over a derived table', over(inner, ['d.c1'], { where: [read("d.c2 = 'A'")] })],
    [
      'a filter within',
      over(select(['p.id'], { where: [read("p.email = 'a'")] }), ['count(*)'], { groupBy: [] }),
    ],
    [
      'a value looked for among it',
      select(['p.id'], { subqueries: [emails], where: [read("'a' IN (s.c1)")] }),
    ],
    ['a count of some', select(["count(*) FILTER (WHERE p.email = 'a')"], { groupBy: [] })],
    ['a case', select(["CASE WHEN p.email LIKE 'a%' THEN 1 ELSE 2 END"])],
    ['groups by a comparison', select(['count(*)'], { groupBy: [read("p.email < 'm'")] })],
    [
      'a join with a value',
      select(['p.id'], {
        joins: [{ how: 'semi', source: { alias: 'd', query: inner }, on: read('p.email = d.c3') }],
      }),
    ],
    ['a set of values', set('except', select(["'a@b.de'"]), select(['p.email']))],
    [
      'the first by its order',
      over(
        select(['p.id'], {
          orderBy: [{ by: read('p.email'), direction: 'asc', nulls: 'last' }],
          limit: { count: 1, offset: 0 },
        }),
        ['d.c1'],
      ),
    ],
    [
      'a rank by it',
      over(select(['p.id', 'rank() OVER (ORDER BY p.email)']), ['d.c1'], {
        where: [read('d.c2 = 1')],
      }),
    ],
  ];
  it.each(refused)('refuses %s', (_what, query) => {
    expect(() => refuseGuesses(query, personal)).toThrow(/personal data/u);
  });
});
