import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, joinWords, nearestNames } from './nearest-names.ts';

describe('nearestNames', () => {
  it.each([
    ['amout', ['amount', 'account', 'id'], ['amount']],
    ['Amount', ['amount', 'amounts'], ['amount', 'amounts']],
    ['sales', ['sales_orders', 'salary', 'x'], ['sales_orders']],
    ['ordres', ['orders'], ['orders']],
    ['xyz', ['amount'], []],
    ['id', ['amount', 'ip'], ['ip']],
  ])('of %s among %j are %j', (name, candidates, expected) => {
    expect(nearestNames(name, candidates)).toEqual(expected);
  });

  it('words them as a question', () => {
    expect(didYouMean('sttus', ['status', 'x'])).toBe('did you mean "status"?');
    expect(didYouMean('zzz', ['status'])).toBeUndefined();
    expect(joinWords(['a', 'b', 'c'], 'and')).toBe('a, b and c');
  });
});

describe('editDistance', () => {
  it.each([
    ['', 'abc', 3],
    ['ab', 'ba', 1],
    ['lenght', 'length', 1],
    ['kitten', 'sitting', 3],
  ])('of %s and %s is %i', (a, b, expected) => {
    expect(editDistance(a, b)).toBe(expected);
  });

  it('is the same both ways, zero only for equal texts, and at most the longer length', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
