import type { TimeUnit } from '@ai-etl/core';
import type { ColumnMention } from '../form.ts';

/** What is made of a moment. */
export type Derived =
  /** "per month": the start of the unit that it lies in. */
  | { readonly kind: 'series'; readonly unit: TimeUnit }
  /** "by weekday": a part of it that comes again. */
  | { readonly kind: 'cycle'; readonly part: CyclePart }
  /** "average age": whole years from a day of birth until today. */
  | { readonly kind: 'age' }
  /** "hours to close": how long it lies after another moment; null: how long ago it was. */
  | { readonly kind: 'elapsed'; readonly since: ColumnMention | null; readonly unit: TimeUnit };

export type CyclePart = 'isodow' | 'hour' | 'day' | 'month' | 'year';

/** How long something lasted, or how old somebody is: a number. */
export function isElapsed({ derived }: ColumnMention): boolean {
  return derived?.kind === 'elapsed' || derived?.kind === 'age';
}

/** Columns in whose order a series stands. */
export function isSeries({ derived }: ColumnMention): boolean {
  return derived?.kind === 'series' || derived?.kind === 'cycle';
}
