import { columnMention } from '../column-mention.ts';
import type { Test } from '../form.ts';
import type { GatheredValues } from './state-index.ts';

/** That a column holds one of the values that a comment gathers under a word. */
export function gatheredTest(
  { field, values }: GatheredValues,
  { said, at }: { readonly said: string; readonly at: number },
): Test {
  return {
    kind: 'held',
    left: columnMention(field, said, at),
    values: values.map((value) => ({ byField: [{ field, value }] })),
    negated: false,
  };
}
