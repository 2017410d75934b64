import { describe, expect, it } from 'vitest';
import { differencesOf, type Difference } from './differences.ts';

const gold = `SELECT T1.name, count(*) FROM shops AS T1 JOIN sales AS T2 ON T1.id = T2.shop_id
  WHERE T2.kind = "online" AND T2.amount > 10 GROUP BY T1.name ORDER BY count(*) DESC LIMIT 3`;

const cases: readonly (readonly [string, string, readonly Difference[]])[] = [
  [
    'the same, otherwise written',
    `SELECT s.name, COUNT(*) AS n FROM shops AS s INNER JOIN "sales" AS t ON t.shop_id = s.id
       WHERE t.amount > 10.0 AND t."kind" = 'Online' GROUP BY s.id, s.name ORDER BY n DESC LIMIT 3`,
    [],
  ],
  [
    'a table not read, and what is asked of it',
    'SELECT name, count(*) FROM shops GROUP BY name ORDER BY count(*) DESC LIMIT 3',
    ['join missing', 'condition missing'],
  ],
  [
    'a table too many',
    gold.replace('WHERE', 'JOIN towns AS T3 ON T1.town_id = T3.id WHERE'),
    ['join too many'],
  ],
  [
    'another column shown',
    gold.replace('T1.name,', 'T1.town,'),
    ['shown column missing', 'shown column too many'],
  ],
  ['another aggregate', gold.replaceAll('count(*)', 'sum(1)'), ['another aggregate']],
  ['distinct', gold.replace('SELECT', 'SELECT DISTINCT'), ['distinctness']],
  [
    'a condition on another column',
    gold.replace('T2.amount', 'T2.discount'),
    ['condition missing', 'condition too many'],
  ],
  ['another value', gold.replace('"online"', "'shop'"), ['another value or comparison']],
  ['another comparison', gold.replace('> 10', '>= 10'), ['another value or comparison']],
  ['no group', gold.replace('GROUP BY T1.name', ''), ['grouping']],
  ['another group', gold.replace('GROUP BY T1.name', 'GROUP BY T1.town'), ['grouping']],
  ['a finer group is not told', gold.replace('GROUP BY T1.name', 'GROUP BY T1.id, T1.name'), []],
  ['another order', gold.replace('DESC', 'ASC'), ['order or limit']],
  ['no limit', gold.replace('LIMIT 3', ''), ['order or limit']],
];

describe('in what a prediction differs from gold', () => {
  it.each(cases)('%s', (_, predicted, expected) => {
    expect(differencesOf([gold], predicted)).toEqual(expected);
  });

  it('looks into nested queries, WITH and CASE, and calls their shape nesting', () => {
    const nested =
      'SELECT name FROM shops WHERE NOT EXISTS (SELECT 1 FROM sales WHERE sales.shop_id = shops.id)';
    expect(differencesOf([nested], nested.replace('NOT EXISTS', 'EXISTS'))).toEqual(['nesting']);
    expect(differencesOf([nested], 'SELECT name FROM shops')).toEqual(['join missing', 'nesting']);
    const named = 'WITH t AS (SELECT kind FROM sales WHERE amount > 3) SELECT kind FROM t';
    expect(differencesOf([named], 'SELECT kind FROM sales WHERE amount > 3')).toEqual(['nesting']);
    expect(
      differencesOf(
        ["SELECT SUM(CASE WHEN kind = 'online' THEN 1 ELSE 0 END) FROM sales"],
        'SELECT SUM(amount) FROM sales',
      ),
    ).toEqual(['shown column missing', 'shown column too many', 'condition missing']);
    const same =
      'SELECT id FROM sales s WHERE amount = (SELECT MAX(x.amount) FROM sales x WHERE x.kind = s.kind)';
    expect(differencesOf([same], same.replace(' WHERE x.kind = s.kind', ''))).toEqual([]);
    const both = 'SELECT name FROM shops EXCEPT SELECT name FROM towns';
    expect(differencesOf([both], both.replace('EXCEPT', 'UNION'))).toEqual(['nesting']);
  });

  it('takes moments, flags and parts of dates as they are meant', () => {
    const since = 'SELECT id FROM sales WHERE sold_on >= CURRENT_DATE - 7';
    expect(differencesOf([since], since.replace('CURRENT_DATE - 7', "DATE '2026-01-01'"))).toEqual(
      [],
    );
    expect(differencesOf([since], 'SELECT id FROM sales')).toEqual(['date condition missing']);
    const open = 'SELECT id FROM sales WHERE is_open';
    expect(differencesOf([open], 'SELECT id FROM sales WHERE NOT is_open')).toEqual([
      'another value or comparison',
    ]);
    const years = 'SELECT EXTRACT(YEAR FROM sold_on) AS y FROM sales';
    expect(differencesOf([years], 'SELECT sold_on FROM sales')).toEqual([]);
    const between =
      'SELECT id FROM sales WHERE amount BETWEEN 1 AND 2 OR (kind = 1 AND id IN (2, 3))';
    expect(differencesOf([between], 'SELECT id FROM sales WHERE amount BETWEEN 1 AND 2')).toEqual([
      'condition missing',
    ]);
  });

  it('knows a table that is joined with itself', () => {
    const boss = 'SELECT b.name FROM staff a JOIN staff b ON b.id = a.boss_id WHERE a.id = 7';
    expect(differencesOf([boss], 'SELECT name FROM staff WHERE id = 7')).toEqual(['join missing']);
  });

  it('compares with the gold query that is nearest', () => {
    expect(
      differencesOf(['SELECT a FROM t LIMIT 1', 'SELECT b FROM t'], 'SELECT b FROM t'),
    ).toEqual([]);
  });

  it('reads what is no query as an empty one', () => {
    expect(differencesOf(['SELECT a FROM t'], ') ((')).toEqual([
      'join missing',
      'shown column missing',
    ]);
  });
});
