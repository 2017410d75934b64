import { describe, expect, it } from 'vitest';
import { isOrdered, sortColumns } from './order-of.ts';

describe('whether a query orders its rows', () => {
  it.each([
    ['SELECT a FROM t ORDER BY a', true],
    ['select a from t order by a limit 3', true],
    ['SELECT a FROM (SELECT a FROM t ORDER BY a) q', false],
    ["SELECT 'ORDER BY a' FROM t -- ORDER BY a", false],
    ['SELECT rank() OVER (ORDER BY a) FROM t', false],
    ['SELECT a FROM t UNION SELECT b FROM u ORDER BY 1', true],
  ])('%s: %s', (sql, ordered) => {
    expect(isOrdered(sql)).toBe(ordered);
  });
});

describe('where the sort key is in the result', () => {
  it.each<[string, string[], number[] | undefined]>([
    ['SELECT a, b FROM t ORDER BY b DESC, 1', ['a', 'b'], [1, 0]],
    [
      'SELECT c.a, SUM(x) AS total FROM t c ORDER BY total DESC NULLS LAST LIMIT 5',
      ['a', 'total'],
      [1],
    ],
    ['SELECT c.a, COUNT(*) FROM t c GROUP BY c.a ORDER BY count( * ) DESC', ['a', 'count'], [1]],
    ['SELECT c.a FROM t c ORDER BY c.A', ['a'], [0]],
    [
      "WITH q AS (SELECT 1 ORDER BY 1) SELECT date_trunc('month', d) AS m FROM q ORDER BY date_trunc('month', d)",
      ['m'],
      [0],
    ],
    ['SELECT a FROM t ORDER BY price', ['a'], undefined],
    ['SELECT a FROM t ORDER BY 2', ['a'], undefined],
    ['SELECT a FROM t', ['a'], undefined],
  ])('%s', (sql, columns, places) => {
    expect(sortColumns(sql, columns)).toEqual(places);
  });
});
