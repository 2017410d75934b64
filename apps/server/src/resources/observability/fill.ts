import type { MetricsAnswer } from './contract.ts';

type Point = MetricsAnswer['metrics'][number];

/**
 * Adds a point of 0 for each series in each bucket of the range without one, in order of time. A
 * range without any series gets one without labels. Null: these would be more than `limit`.
 */
export function fillWithZeros(
  points: readonly Point[],
  range: { readonly start: string; readonly end: string; readonly bucketSeconds: number },
  limit: number,
): Point[] | null {
  const series = new Map(points.map((one) => [keyOf(one.labels), one.labels]));
  if (series.size === 0) series.set(keyOf({}), {});
  const known = new Map(points.map((one) => [`${one.timestamp} ${keyOf(one.labels)}`, one]));
  const step = range.bucketSeconds * 1000;
  const filled: Point[] = [];
  const first = Math.floor(Date.parse(range.start) / step) * step;
  for (let at = first; at < Date.parse(range.end); at += step) {
    const timestamp = new Date(at).toISOString();
    for (const [key, labels] of series) {
      if (filled.length === limit) return null;
      const empty = { timestamp, value: 0, labels, count: 0, p50: null, p95: null, p99: null };
      filled.push(known.get(`${timestamp} ${key}`) ?? empty);
    }
  }
  return filled;
}

function keyOf(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels));
}
