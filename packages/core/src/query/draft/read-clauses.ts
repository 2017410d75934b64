import type { Expression, OrderKey } from '../../expression/ast.ts';
import type { QueryLimit } from '../query.ts';
import type { DraftOrder } from './query-draft.ts';
import type { DraftReading } from './draft-reading.ts';

/** Sort keys; `name` finds the columns that their expressions name. */
export function readOrder(
  keys: readonly DraftOrder[],
  reading: DraftReading,
  name: (expression: Expression) => Expression,
): readonly OrderKey[] {
  return keys.map(({ by, direction, nulls }, index) => ({
    by: name(reading.parse(by, `order_by.${index}.by`)),
    direction,
    nulls,
  }));
}

/** Rows from the offset on; an offset alone has no meaning in every dialect, and is reported. */
export function readLimit(
  { limit, offset }: { readonly limit?: number | undefined; readonly offset: number },
  reading: DraftReading,
): QueryLimit | null {
  if (limit !== undefined) return { count: limit, offset };
  if (offset > 0) reading.report('QUERY_SHAPE', 'offset', 'An offset needs a limit.', 'give limit');
  return null;
}
