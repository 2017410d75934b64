import { describe, expect, it } from 'vitest';
import { retryAfterMs } from './errors.ts';
import { defaultRetryPolicy, isTransient, pause, retryDelayMs } from './retry.ts';

const delay = (attempt: number, random: number, asked: number | null = null): number =>
  retryDelayMs(defaultRetryPolicy, { attempt, retryAfterMs: asked, random: () => random });

describe('the wait before another try', () => {
  it('is anywhere between nothing and a bound that doubles up to its limit', () => {
    expect([0, 1, 2, 3].map((attempt) => delay(attempt, 0))).toEqual([0, 0, 0, 0]);
    expect([0, 1, 2, 5, 40].map((attempt) => delay(attempt, 1))).toEqual([
      250, 500, 1000, 8000, 8000,
    ]);
    expect(delay(2, 0.5)).toBe(500);
  });

  it('is never less than what the server asked for', () => {
    expect(delay(0, 0, 3000)).toBe(3000);
    expect(delay(0, 1, 3000)).toBe(3250);
  });

  it('ends at once, without a timer, when its signal is aborted already', async () => {
    await expect(pause(1e9, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2024-01-26T10:00:00Z');
  it.each([
    ['7', 7000],
    [' 0 ', 0],
    ['Fri, 26 Jan 2024 10:00:30 GMT', 30_000],
    ['Fri, 26 Jan 2024 09:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['1e9', null],
    ['', null],
  ])('"%s" means %s ms', (text, expected) => {
    expect(retryAfterMs(new Headers({ 'retry-after': text }), now)).toBe(expected);
  });
});

it('only "not now" is worth another try', () => {
  const all = [200, 400, 401, 403, 404, 408, 409, 413, 425, 429, 500, 501, 502, 503, 504, 507];
  expect(all.filter(isTransient)).toEqual([408, 425, 429, 502, 503, 504]);
});
