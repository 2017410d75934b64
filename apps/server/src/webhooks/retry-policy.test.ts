import { describe, expect, it } from 'vitest';
import { mostAttempts, pauseAfterAttempt } from './retry-policy.ts';

describe('pauses between attempts', () => {
  it('begin with seconds and spread over a day', () => {
    const pauses = Array.from({ length: mostAttempts }, (_, n) => pauseAfterAttempt(n + 1, 0.5));
    expect(pauses.slice(0, 3)).toEqual([5_000, 30_000, 120_000]);
    expect(pauses.at(-1)).toBeNull();
    const hours = pauses.reduce((sum: number, one) => sum + (one ?? 0), 0) / 3_600_000;
    expect(hours).toBeGreaterThan(23);
    expect(hours).toBeLessThan(24);
  });

  it('vary by a fifth', () => {
    expect([pauseAfterAttempt(1, 0), pauseAfterAttempt(1, 1)]).toEqual([4_000, 6_000]);
  });

  it.each([
    [60, 60_000],
    [1, 5_000],
    [999_999, 3_600_000],
  ])('grow to what the receiver asks for: Retry-After %d', (asked, pauseMs) => {
    expect(pauseAfterAttempt(1, 0.5, asked)).toBe(pauseMs);
  });
});
