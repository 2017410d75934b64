/** What a random sample showed. */
export interface DistinctInSample {
  /** Values looked at. */
  readonly values: number;
  readonly distinct: number;
  /** Of these, those that occur exactly once. */
  readonly single: number;
}

/**
 * Distinct values among `total`, estimated from a random sample: Haas and Stokes' Duj1,
 * n d / (n - f1 + f1 n / N), which PostgreSQL's ANALYZE uses too. Never fewer than were seen, never
 * more than there are.
 * Source: Haas, Stokes, IBM Research Report RJ 10025 (1996), as in src/backend/commands/analyze.c.
 */
export function estimateDistinct(
  { values, distinct, single }: DistinctInSample,
  total: number,
): number {
  if (values === 0 || total <= values) return distinct;
  const estimate = (values * distinct) / (values - single + (single * values) / total);
  return Math.min(total, Math.max(distinct, Math.round(estimate)));
}
