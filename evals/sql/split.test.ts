import { describe, expect, it } from 'vitest';
import { isHeldOut, isInSplit } from './split.ts';

const names = Array.from({ length: 1000 }, (_, at) => `database_${at}`);

describe('the split by database', () => {
  it('puts each database on one side', () => {
    for (const name of names) {
      expect(isInSplit(name, 'dev')).toBe(!isInSplit(name, 'held-out'));
      expect(isInSplit(name, 'all')).toBe(true);
    }
  });

  it('is the one that was drawn', () => {
    expect(names.slice(0, 12).filter(isHeldOut)).toEqual([
      'database_0',
      'database_8',
      'database_9',
      'database_10',
      'database_11',
    ]);
    expect(names.filter(isHeldOut).length).toBe(293);
  });
});
