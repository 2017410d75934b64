import { describe, expect, it } from 'vitest';
import { likePattern } from './like-pattern.ts';

describe('likePattern', () => {
  it.each([
    ['tea', 'start', 'tea%'],
    ['tea', 'end', '%tea'],
    ['tea', 'inside', '%tea%'],
    ['10%', 'inside', String.raw`%10\%%`],
    ['a_b', 'start', String.raw`a\_b%`],
    [String.raw`a\b`, 'end', String.raw`%a\\b`],
    ['%tea%', 'inside', '%tea%'],
  ] as const)('%s at the %s', (text, where, pattern) => {
    expect(likePattern(text, where)).toBe(pattern);
  });
});
