import type { OrderIR } from '../question-ir.ts';
import type { Readings } from '../readings.ts';

/** The one order of all that the words may say; the more they say it outright, the sooner. */
export function chooseOrder(
  { order: { order, direction }, most, limit, grouped: { orderBy }, extremes }: Readings,
  { computes, isGrouped }: { readonly computes: boolean; readonly isGrouped: boolean },
): OrderIR | null {
  if (most !== null) return { by: most.measure, direction: most.direction };
  if (order !== null) return order;
  if (extremes.order !== null) return extremes.order;
  if (limit !== null) {
    if (limit.order !== null && orderBy === null) return limit.order;
    if (orderBy !== null) return { by: orderBy, direction: limit.direction };
    if (computes) return { by: null, direction: limit.direction };
  }
  if (direction === null) return null;
  if (computes) return { by: null, direction };
  // "by number of orders" without "top": ordered so.
  return orderBy !== null && isGrouped && limit === null ? { by: orderBy, direction } : null;
}
