import { describe, expect, it } from 'vitest';
import { partSize } from './upload.ts';

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

describe('partSize', () => {
  it.each([
    ['nothing', 0, 16 * mebibyte],
    ['one byte', 1, 16 * mebibyte],
    ['the most that fits into 10,000 usual parts', 160_000 * mebibyte, 16 * mebibyte],
    ['one byte more', 160_000 * mebibyte + 1, 17 * mebibyte],
    ['1 TiB', 1024 * gibibyte, 105 * mebibyte],
    ['the largest object', 5 * 1024 * gibibyte, 525 * mebibyte],
  ])('of %s needs no more than 10,000 parts', (_, sizeBytes, expected) => {
    const part = partSize(sizeBytes);
    expect(part).toBe(expected);
    expect(Math.ceil(sizeBytes / part)).toBeLessThanOrEqual(10_000);
    expect(part).toBeLessThanOrEqual(5 * gibibyte);
  });
});
