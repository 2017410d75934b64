import type { Clock } from '@ai-etl/core';

/** Answers whether a refusal is written down, and how many before it were not. */
export type RefusalLimit = (
  key: string,
) => { readonly write: true; readonly suppressed: number } | { readonly write: false };

export interface RefusalLimits {
  /** Written at once before the limit counts. */
  readonly burst: number;
  /** One more may be written after this time. */
  readonly everyMs: number;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
  suppressed: number;
}

const rememberedKeys = 1000;

/**
 * Keeps a flood of refusals from filling the log: of each key so many at once, then a few a minute;
 * what was left out is counted and told with the next one that is written.
 */
export function makeRefusalLimit({ burst, everyMs }: RefusalLimits, clock: Clock): RefusalLimit {
  const buckets = new Map<string, Bucket>();
  return (key) => {
    const now = clock.now();
    const bucket = buckets.get(key) ?? { tokens: burst, filledAtMs: now, suppressed: 0 };
    // At the end again: the keys not seen for longest are forgotten first.
    buckets.delete(key);
    buckets.set(key, bucket);
    const [oldest] = buckets.keys();
    if (buckets.size > rememberedKeys && oldest !== undefined) buckets.delete(oldest);
    const gained = Math.floor((now - bucket.filledAtMs) / everyMs);
    bucket.tokens = Math.min(burst, bucket.tokens + gained);
    bucket.filledAtMs += gained * everyMs;
    if (bucket.tokens === 0) {
      bucket.suppressed += 1;
      return { write: false };
    }
    bucket.tokens -= 1;
    const { suppressed } = bucket;
    bucket.suppressed = 0;
    return { write: true, suppressed };
  };
}
