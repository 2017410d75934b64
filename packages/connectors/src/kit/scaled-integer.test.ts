import { describe, expect, it } from 'vitest';
import { scaledInteger } from './scaled-integer.ts';

describe('a decimal text as units of its last digit', () => {
  it.each([
    ['1.5', 2, '150'],
    ['1.50', 2, '150'],
    ['1.5000', 2, '150'],
    ['-0.01', 2, '-1'],
    ['-0.00', 2, '0'],
    ['0', 0, '0'],
    ['007', 0, '7'],
    ['99999999999999999999999999999999999999.999999999', 9, '9'.repeat(47)],
  ] as const)('%s at scale %i is %s', (text, scale, units) => {
    expect(scaledInteger(text, scale)).toBe(units);
  });

  it('refuses more decimals than the scale', () => {
    expect(() => scaledInteger('1.555', 2)).toThrow('at most 2 decimals');
  });
});
