import type { Test } from '../form.ts';
import type { Resolution } from '../resolve.ts';
import type { Field } from '../schema-index.ts';
import { weights } from '../weights.ts';

/** What it costs that one column of one row is to hold two values, or one and not another. */
export function contradictions(tests: readonly Test[], resolution: Resolution): number {
  const held = new Map<Field, number>();
  for (const test of tests) {
    if (test.kind !== 'held') continue;
    const field = resolution.fieldOf(test.left);
    held.set(field, (held.get(field) ?? 0) + 1);
  }
  return [...held.values()].reduce((sum, count) => sum + (count - 1) * weights.odd.twoValues, 0);
}
