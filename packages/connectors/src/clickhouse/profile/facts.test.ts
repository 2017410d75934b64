import { describe, expect, it } from 'vitest';
import { splitKey } from './facts.ts';

describe('a sorting key', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a, toDate(b, c), (d, e)', ['a', 'toDate(b, c)', '(d, e)']],
    ['`a, b`, c', ['`a, b`', 'c']],
    ["cityHash64(a, 'x, )'), b", ["cityHash64(a, 'x, )')", 'b']],
  ])('%s', (key, parts) => {
    expect(splitKey(key)).toEqual(parts);
  });
});
