import { describe, expect, it } from 'vitest';
import type { ResultRows, Row } from '../run/result.ts';
import { answersQuestion, isSameInAnyColumnOrder, isSameResult } from './judge-rows.ts';

function result(columns: string, ...rows: readonly Row[]): ResultRows {
  return { columns: columns.split(' '), rows };
}

describe('the same rows', () => {
  const gold = result('name n', ['a', 1], ['b', 2], ['b', 2]);

  it('as a multiset: order does not count, how often does', () => {
    expect(isSameResult(gold, result('x y', ['b', 2], ['a', 1], ['b', 2]), false)).toBe(true);
    expect(isSameResult(gold, result('x y', ['b', 2], ['a', 1], ['a', 1]), false)).toBe(false);
    expect(isSameResult(gold, result('x y', ['b', 2], ['a', 1]), false)).toBe(false);
  });

  it('in order where gold orders', () => {
    expect(isSameResult(gold, result('x y', ['a', 1], ['b', 2], ['b', 2]), true)).toBe(true);
    expect(isSameResult(gold, result('x y', ['b', 2], ['a', 1], ['b', 2]), true)).toBe(false);
  });

  it('with columns in their order, and in any order as a figure of its own', () => {
    const turned = result('y x', [1, 'a'], [2, 'b'], [2, 'b']);
    expect(isSameResult(gold, turned, false)).toBe(false);
    expect(isSameInAnyColumnOrder(gold, turned, false)).toBe(true);
    expect(isSameInAnyColumnOrder(gold, turned, true)).toBe(true);
    const unordered = result('y x', [2, 'b'], [1, 'a'], [2, 'b']);
    expect(isSameInAnyColumnOrder(gold, unordered, true)).toBe(false);
  });

  it('without further columns, and with values of the same kind', () => {
    const more = result('x y z', ['a', 1, 0], ['b', 2, 0], ['b', 2, 0]);
    expect(isSameResult(gold, more, false)).toBe(false);
    expect(isSameInAnyColumnOrder(gold, more, false)).toBe(false);
    expect(isSameResult(result('n', [1]), result('n', ['1']), false)).toBe(false);
    expect(isSameResult(result('n', [null]), result('n', ['']), false)).toBe(false);
  });

  it('does not mind in which order floating-point numbers were added', () => {
    const [one, other] = [result('a b', [0.1 + 0.2, 'x']), result('a b', [0.3, 'x'])];
    expect(isSameResult(one, other, false)).toBe(true);
    expect(isSameResult(one, result('a b', [0.3001, 'x']), false)).toBe(false);
  });
});

describe('the rules of nlq-dev', () => {
  const sql = 'SELECT name, n FROM t ORDER BY n DESC';
  const gold = (rows: ResultRows, more: { ordered?: boolean; mayScale?: boolean } = {}) => ({
    sql,
    result: rows,
    ordered: more.ordered ?? false,
    mayScale: more.mayScale ?? false,
  });
  const people = result('name n', ['a', 1], ['b', 2]);

  it('(a) names and order of columns do not count', () => {
    expect(answersQuestion(gold(people), result('q p', [2, 'b'], [1, 'a']))).toBe(true);
    expect(answersQuestion(gold(people), result('q p', [2, 'a'], [1, 'b']))).toBe(false);
  });

  it('(b) further columns are allowed, missing ones are not', () => {
    expect(answersQuestion(gold(people), result('id p q', [7, 'a', 1], [8, 'b', 2]))).toBe(true);
    expect(answersQuestion(gold(people), result('p', ['a'], ['b']))).toBe(false);
    expect(answersQuestion(gold(result('name', ['a'])), result('id', [7]))).toBe(false);
  });

  it('(b) two columns that look alike are not one', () => {
    const twins = result('a b', [1, 1], [2, 2]);
    expect(answersQuestion(gold(twins), result('a', [1], [2]))).toBe(false);
    expect(answersQuestion(gold(twins), result('a b', [1, 2], [2, 1]))).toBe(false);
    expect(answersQuestion(gold(twins), result('a b c', [1, 2, 1], [2, 1, 2]))).toBe(true);
  });

  it('(c) numbers to 1e-6, relative', () => {
    const large = gold(result('n', [1_000_000]));
    expect(answersQuestion(large, result('n', [1_000_000.5]))).toBe(true);
    expect(answersQuestion(large, result('n', [1_000_002]))).toBe(false);
  });

  it('(d) rows as often as in gold', () => {
    expect(answersQuestion(gold(people), result('p q', ['a', 1], ['b', 2], ['b', 2]))).toBe(false);
  });

  it('(d) only the sort key row by row, so that equal ones may change places', () => {
    const ties = gold(result('name n', ['c', 3], ['a', 1], ['b', 1]), { ordered: true });
    expect(answersQuestion(ties, result('p q', ['c', 3], ['b', 1], ['a', 1]))).toBe(true);
    expect(answersQuestion(ties, result('p q', ['a', 1], ['b', 1], ['c', 3]))).toBe(false);
  });

  it('(d) the whole row where the sort key is not in the result', () => {
    const hidden = {
      ...gold(result('name', ['c'], ['a']), { ordered: true }),
      sql: 'SELECT name FROM t ORDER BY price',
    };
    expect(answersQuestion(hidden, result('p', ['c'], ['a']))).toBe(true);
    expect(answersQuestion(hidden, result('p', ['a'], ['c']))).toBe(false);
  });

  it('a ratio may be told in hundredths, another number not', () => {
    const share = result('k share', ['a', 0.25], ['b', 0.75]);
    const hundredths = result('k share', ['a', 25], ['b', 75]);
    expect(answersQuestion(gold(share, { mayScale: true }), hundredths)).toBe(true);
    expect(answersQuestion(gold(hundredths, { mayScale: true }), share)).toBe(true);
    expect(answersQuestion(gold(share), hundredths)).toBe(false);
  });

  it('two results without rows are the same', () => {
    expect(answersQuestion(gold(result('a b')), result('c d e'))).toBe(true);
    expect(answersQuestion(gold(result('a b')), result('c'))).toBe(false);
  });
});
