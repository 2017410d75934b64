/**
 * Pauses between attempts: soon at first, for a receiver that restarts; a day in all, for one that is
 * down. Eleven attempts.
 */
const pausesMs = [
  5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 28_800_000,
  28_800_000,
] as const;

/** A receiver may ask for more time, but not for more than this. */
const longestAskedMs = 3_600_000;

/**
 * Milliseconds until the next attempt after this one (counted from 1); null: it was the last.
 * `random` is 0 to 1: a fifth more or less, so that what failed together does not come back together.
 */
export function pauseAfterAttempt(
  attempt: number,
  random: number,
  retryAfterSeconds: number | null = null,
): number | null {
  const pauseMs = pausesMs[attempt - 1];
  if (pauseMs === undefined) return null;
  const jittered = Math.round(pauseMs * (0.8 + 0.4 * random));
  const askedMs = Math.min((retryAfterSeconds ?? 0) * 1000, longestAskedMs);
  return Math.max(jittered, askedMs);
}

/** Attempts that a delivery gets. */
export const mostAttempts = pausesMs.length + 1;
