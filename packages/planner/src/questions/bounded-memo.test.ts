import { expect, it } from 'vitest';
import { boundedMemo } from './bounded-memo.ts';

it('reads again only what was asked for longest ago', () => {
  const read: string[] = [];
  const memo = boundedMemo(2, (key) => {
    read.push(key);
    return key.length;
  });
  expect(['a', 'bb', 'a', 'ccc', 'a', 'bb'].map(memo)).toEqual([1, 2, 1, 3, 1, 2]);
  expect(read).toEqual(['a', 'bb', 'ccc', 'bb']);
});
