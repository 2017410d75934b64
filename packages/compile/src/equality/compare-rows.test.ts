import type { Schema } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { differenceOf } from './compare-rows.ts';

const schema: Schema = [
  { name: 'id', type: { kind: 'int64' }, nullable: false },
  { name: 'share', type: { kind: 'float64' }, nullable: true },
];

describe('the difference of two lists of rows', () => {
  it('is none for the same rows in another order', () => {
    const rows = [
      ['1', '0.5'],
      ['2', null],
    ];
    expect(differenceOf(rows, rows.toReversed(), schema)).toBeUndefined();
  });

  it('holds floats equal that differ in their last digits only', () => {
    expect(differenceOf([['1', '0.3']], [['1', '0.30000000000000004']], schema)).toBeUndefined();
    expect(differenceOf([['1', '0.3']], [['1', '0.300001']], schema)).toEqual({
      missing: ['id="1" | share=0.3'],
      unexpected: ['id="1" | share=0.300001'],
    });
  });

  it('counts equal rows, and keeps NULL and NaN apart from numbers', () => {
    const once = [['1', 'NaN']];
    expect(differenceOf(once, [...once, ...once], schema)?.unexpected).toHaveLength(1);
    expect(differenceOf(once, [['1', 'nan']], schema)).toBeUndefined();
    expect(differenceOf(once, [['1', null]], schema)?.missing).toHaveLength(1);
    expect(differenceOf(once, [['1', '0']], schema)?.missing).toHaveLength(1);
  });
});
