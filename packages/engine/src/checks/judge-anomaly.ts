import type { Check } from '@ai-etl/core';

type Anomaly = Extract<Check, { kind: 'anomaly' }>;

/**
 * Compares a measure with those of earlier runs: passes within `sensitivity` robust standard
 * deviations of their median (1.4826 x the median absolute deviation; Iglewicz and Hoaglin, How to
 * Detect and Handle Outliers, 1993, who recommend 3.5). So that a pipeline which always loads the
 * same is not alarmed by one row more, a deviation counts as at least 2 % of the median, and as 1.
 */
export function judgeAnomaly(
  { sensitivity, min_history: needed }: Anomaly,
  measured: string | null,
  history: readonly number[],
): { readonly passed: boolean; readonly expected: string } {
  if (history.length < needed) {
    return { passed: true, expected: `not known yet: ${history.length} of ${needed} runs` };
  }
  const middle = median(history);
  const deviation = 1.4826 * median(history.map((one) => Math.abs(one - middle)));
  const room = sensitivity * Math.max(deviation, Math.abs(middle) * 0.02, 1);
  const expected = `${Math.floor(middle - room)} to ${Math.ceil(middle + room)}, by ${history.length} earlier runs`;
  const passed = measured !== null && Math.abs(Number(measured) - middle) <= room;
  return { passed, expected };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
