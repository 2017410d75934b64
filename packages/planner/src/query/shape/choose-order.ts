import type { GroupIR, MeasureIR, OrderIR } from '../question-ir.ts';
import { readGroups } from './read-groups.ts';
import { readLimit } from './read-limit.ts';
import { readMost } from './read-most.ts';

export function orderOf({
  said,
  direction,
  limit,
  most,
  orderBy,
  extreme,
  measures,
  groups,
}: {
  readonly said: OrderIR | null;
  readonly direction: 'asc' | 'desc' | null;
  readonly limit: ReturnType<typeof readLimit>;
  readonly most: ReturnType<typeof readMost>;
  readonly orderBy: ReturnType<typeof readGroups>['orderBy'];
  readonly extreme: OrderIR | null;
  readonly measures: readonly MeasureIR[];
  readonly groups: readonly GroupIR[];
}): OrderIR | null {
  if (most !== null) return { by: most.measure, direction: most.direction };
  if (said !== null) return said;
  if (extreme !== null) return extreme;
  if (limit !== null) {
    if (limit.order !== null && orderBy === null) return limit.order;
    if (orderBy !== null) return { by: orderBy, direction: limit.direction };
    if (measures.length > 0) return { by: null, direction: limit.direction };
  }
  if (direction !== null && measures.length > 0) return { by: null, direction };
  // "by number of orders" without "top": ordered so.
  if (orderBy !== null && groups.length > 0 && limit === null && direction !== null)
    return { by: orderBy, direction };
  return null;
}
