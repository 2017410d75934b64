import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeeperThan } from './json-depth.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the depth of a JSON text', () => {
  it('is that of the value it stands for', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        const depth = depthOf(JSON.parse(text));
        expect(isDeeperThan(text, depth)).toBe(false);
        expect(depth > 0 && !isDeeperThan(text, depth - 1)).toBe(false);
      }),
    );
  });

  it.each([
    ['brackets in a string', '["[[[[{{{{"]', 1],
    ['an escaped quote', '["\\"[[[["]', 1],
    ['an escaped backslash before the quote', '["\\\\",[[1]]]', 3],
    ['siblings', '[[1],[2],{"a":{}}]', 3],
    ['a string without an end', '["[[[', 1],
  ])('with %s', (_what, text, depth) => {
    expect(isDeeperThan(text, depth)).toBe(false);
    expect(isDeeperThan(text, depth - 1)).toBe(true);
  });
});
