import { AiEtlError } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { isRetryable, retryDelayMs } from './retry-policy.ts';

const almostOne = () => 0.999999;
const maxDelayMs = 900_000;

describe('retryDelayMs', () => {
  it('doubles the ceiling with each failed attempt', () => {
    const policy = { retries: 5, delayMs: 1000, maxDelayMs };
    const delays = [1, 2, 3, 4].map((failed) => retryDelayMs(policy, failed, almostOne));
    expect(delays).toEqual([1000, 2000, 4000, 8000]);
  });

  it('draws from zero up to the ceiling', () => {
    expect(retryDelayMs({ retries: 1, delayMs: 1000, maxDelayMs }, 1, () => 0)).toBe(0);
    expect(retryDelayMs({ retries: 1, delayMs: 1000, maxDelayMs }, 1, () => 0.25)).toBe(250);
  });

  it('never waits longer than the maximum', () => {
    expect(
      retryDelayMs({ retries: 20, delayMs: 3_600_000, maxDelayMs }, 20, almostOne),
    ).toBeLessThanOrEqual(maxDelayMs);
  });

  it('ends after the last retry', () => {
    expect(retryDelayMs({ retries: 2, delayMs: 1000, maxDelayMs }, 2, almostOne)).toBe(2000);
    expect(retryDelayMs({ retries: 2, delayMs: 1000, maxDelayMs }, 3, almostOne)).toBeNull();
    expect(retryDelayMs({ retries: 0, delayMs: 1000, maxDelayMs }, 1, almostOne)).toBeNull();
  });
});

describe('isRetryable', () => {
  it('follows the error, and takes an unknown one for a bug', () => {
    expect(isRetryable(new AiEtlError('CONNECTION_LOST', 'gone'))).toBe(true);
    expect(isRetryable(new AiEtlError('CREDENTIALS_REJECTED', 'no'))).toBe(false);
    expect(isRetryable(new AiEtlError('QUERY_FAILED', 'busy', { retryable: true }))).toBe(true);
    expect(isRetryable(new TypeError('x is undefined'))).toBe(false);
  });
});
