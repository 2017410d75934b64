import { describe, expect, it } from 'vitest';
import type { Clock } from '@ai-etl/core';
import { makeRefusalLimit } from './refusal-limit.ts';

let now = 0;
const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };

describe('the limit of refusals', () => {
  it('lets so many through at once, then a few over time, and counts the others', () => {
    const limit = makeRefusalLimit({ burst: 2, everyMs: 1000 }, clock);
    const written = () => limit('eve');
    expect([written(), written()]).toEqual([
      { write: true, suppressed: 0 },
      { write: true, suppressed: 0 },
    ]);
    for (let index = 0; index < 5; index += 1) expect(written()).toEqual({ write: false });
    expect(limit('ann')).toEqual({ write: true, suppressed: 0 });
    now += 1500;
    expect(written()).toEqual({ write: true, suppressed: 5 });
    expect(written()).toEqual({ write: false });
    now += 500;
    expect(written()).toEqual({ write: true, suppressed: 1 });
    now += 1_000_000;
    expect([written().write, written().write, written().write]).toEqual([true, true, false]);
  });

  it('remembers a bounded number of keys', () => {
    const limit = makeRefusalLimit({ burst: 1, everyMs: 1000 }, clock);
    limit('first');
    expect(limit('first').write).toBe(false);
    for (let index = 0; index < 1000; index += 1) limit(`key ${index}`);
    expect(limit('first').write).toBe(true);
  });
});
