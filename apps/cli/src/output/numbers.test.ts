import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatSeconds } from './numbers.ts';

describe('figures', () => {
  it.each([
    ['0', '0'],
    ['999', '999'],
    ['28404', '28,404'],
    ['123456789012345678901', '123,456,789,012,345,678,901'],
    ['-1234', '-1,234'],
  ])('count %s is %s', (count, text) => expect(formatCount(count)).toBe(text));

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1536, '1.5 kB'],
    [524_000, '524 kB'],
    [4.5e8, '450 MB'],
    [2e18, '2000 PB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0.44, '0.4 s'],
    [42, '42 s'],
    [600, '10 min'],
    [3725, '62 min'],
    [7300, '2 h 2 min'],
  ])('%d seconds are %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));
});
