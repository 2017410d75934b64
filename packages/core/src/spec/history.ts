import { z } from 'zod';
import { ColumnName } from './fields.ts';
import type { Write } from './target.ts';

/**
 * Columns of a table that keeps history, besides those that arrive. A version holds from `valid_from`
 * on, up to but without `valid_to`, which is NULL while `is_current`.
 */
export const History = z.strictObject({
  valid_from: ColumnName.default('valid_from'),
  valid_to: ColumnName.default('valid_to'),
  is_current: ColumnName.default('is_current'),
  /**
   * The column that arrives and says since when a row is as it is (date, timestamp in UTC or
   * timestamptz). Without it that is the run's logical time.
   */
  effective: ColumnName.optional(),
});

export type History = z.infer<typeof History>;

/** The history columns of a write, with their defaults. */
export function historyOf(write: Write): History {
  return write.history ?? History.parse({});
}
