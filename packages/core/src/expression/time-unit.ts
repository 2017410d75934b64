import type { TimeUnit } from './ast.ts';

/** All units, shortest first. */
export const timeUnits: readonly TimeUnit[] = [
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
];

/** Reads `day`, `Days`; undefined when it is no unit. */
export function parseTimeUnit(text: string): TimeUnit | undefined {
  const singular = text.trim().toLowerCase().replace(/s$/, '');
  return timeUnits.find((unit) => unit === singular);
}
