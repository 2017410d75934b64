import { describe, expect, it } from 'vitest';
import { estimateDistinct } from './estimate-distinct.ts';

describe('distinct values of a whole table, from a sample', () => {
  it.each([
    [
      'a key: every value once',
      { values: 1000, distinct: 1000, single: 1000 },
      1_000_000,
      1_000_000,
    ],
    ['few values, all seen often', { values: 1000, distinct: 5, single: 0 }, 1_000_000, 5],
    ['the sample is the table', { values: 100, distinct: 60, single: 40 }, 100, 60],
    ['no value at all', { values: 0, distinct: 0, single: 0 }, 1000, 0],
    ['half of them once', { values: 1000, distinct: 600, single: 400 }, 10_000, 938],
  ])('%s', (_, sample, total, expected) => {
    expect(estimateDistinct(sample, total)).toBe(expected);
  });
});
