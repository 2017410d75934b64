import type { AmountIndex } from '../amounts/amount-index.ts';
import type { Form, Order, Test } from '../form.ts';
import { amountOf } from '../money/amount-of-rows.ts';
import type { Superlative } from '../state.ts';
import { isQuantity } from './take-arithmetic.ts';

/**
 * By what all rows are ordered where only a superlative says it: the number that a condition is about ("stays longer
 * than 3 nights, longest first", "scores below 40, worst first"), else what the rows came to ("pending orders, biggest
 * first"). Null: neither is known, or more than one number is.
 */
export function unsaidOrder(
  { tests, entity, groups, shows }: Form,
  { direction, isVague = false }: Pick<Superlative, 'direction' | 'isVague'>,
  amounts: AmountIndex | null,
): Order | null {
  const bounds = tests.filter(isBound);
  const [bound, ...others] = bounds;
  if (others.length > 0) return null;
  if (bound?.left.kind === 'column' && isQuantity(bound.left)) {
    const by = bound.left;
    if (!isVague) return { by, direction };
    const isAbove = bound.op === 'gt' || bound.op === 'ge';
    // The worst are farthest from what is just bad enough; the best below a bound may be either.
    if (direction === 'asc') return { by, direction: isAbove ? 'desc' : 'asc' };
    return isAbove ? { by, direction } : null;
  }
  const isPlain = groups.length === 0 && shows.every(({ kind }) => kind === 'table');
  if (isVague || !isPlain || entity === null) return null;
  const by = amountOf(entity, amounts);
  return by === null || by.ofRows !== undefined ? null : { by, direction };
}

function isBound(test: Test): test is Extract<Test, { kind: 'compare' }> {
  return test.kind === 'compare' && /^[gl][te]$/u.test(test.op) && test.right.kind === 'number';
}
