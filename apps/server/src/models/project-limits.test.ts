import { describe, expect, it } from 'vitest';
import { limitsOf, refusalOf } from './project-limits.ts';

const installation = { timeoutSeconds: 60, tokensPerDay: 1000, dollarsPerDay: null };
const untouched = { timeoutSeconds: null, tokensPerDay: null, costMicrosPerDay: null };

describe('limits of a project', () => {
  it.each([
    [untouched, { timeoutSeconds: 60, tokensPerDay: 1000, costMicrosPerDay: null }],
    [
      { timeoutSeconds: 5, tokensPerDay: 10, costMicrosPerDay: 500_000 },
      { timeoutSeconds: 5, tokensPerDay: 10, costMicrosPerDay: 500_000 },
    ],
    [
      { ...untouched, timeoutSeconds: 600, tokensPerDay: 1_000_000 },
      { timeoutSeconds: 60, tokensPerDay: 1000, costMicrosPerDay: null },
    ],
  ])('are %o within those of the installation', (settings, limits) => {
    expect(limitsOf(installation, settings)).toEqual(limits);
  });

  const spent = { calls: 1, inputTokens: 600, outputTokens: 399, costMicros: 2_000_000 };
  it.each([
    [{ ...untouched, timeoutSeconds: 1 }, spent, null],
    [{ timeoutSeconds: 1, tokensPerDay: 1000, costMicrosPerDay: null }, spent, null],
    [{ timeoutSeconds: 1, tokensPerDay: 999, costMicrosPerDay: null }, spent, /its 999 tokens/],
    [
      { timeoutSeconds: 1, tokensPerDay: 0, costMicrosPerDay: null },
      { ...spent, inputTokens: 0, outputTokens: 0 },
      /its 0 tokens/,
    ],
    [
      { timeoutSeconds: 1, tokensPerDay: null, costMicrosPerDay: 2_000_000 },
      spent,
      /its 2 US dollars/,
    ],
  ])('%o, of which %o is spent', (limits, used, refusal) => {
    const answer = refusalOf(limits, used);
    if (refusal === null) expect(answer).toBeNull();
    else expect(answer).toMatch(refusal);
  });
});
