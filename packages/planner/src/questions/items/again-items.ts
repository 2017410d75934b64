import type { AggregateName } from '../form.ts';
import { weights } from '../weights.ts';
import { type Word } from '../words.ts';
import { gainOf, spanOf, type Item } from './item.ts';

/** "the count", said once more of what was counted; what follows it belongs to no name. */
const measures: readonly (readonly [AggregateName, RegExp, RegExp])[] = [
  [
    'count',
    /^(?:(?:the|their|its|this|that) )?(?:(?:total )?(?:counts?|numbers?)(?: of (?:them|these|those|each))?|how many(?: (?:of them|there (?:are|were)|they (?:are|have)|it has))?)$/u,
    /\b(?:how many|number of|count|most|fewest|least)\b/u,
  ],
  [
    'sum',
    /^(?:(?:the|their|its|this|that) )?(?:totals?|sums?)$/u,
    /\b(?:how much|how many|total|sum)\b/u,
  ],
  ['avg', /^(?:(?:the|their|its|this|that) )?(?:averages?|means?)$/u, /\b(?:average|mean)\b/u],
];
const longest = 5;
/** Behind it the sentence ends or goes on with something else. */
const next = /^(?:[.,;:?!)]|and|for|per|in|by|sorted|ordered|from|as|too)$/u;

/** "… List the office name and the count": what was asked before, once more. Empty where nothing was. */
export function againItems(words: readonly Word[], at: number): readonly Item[] {
  const before = spanOf(words, 0, at);
  const items: Item[] = [];
  for (let length = 1; length <= longest && at + length <= words.length; length += 1) {
    const following = words[at + length]?.lower;
    if (following !== undefined && !next.test(following)) continue;
    const said = spanOf(words, at, length);
    for (const [fn, again, asked] of measures) {
      if (!again.test(said) || !asked.test(before)) continue;
      const gain = gainOf(length, weights.parse.value);
      items.push({ kind: 'again', fn, start: at, end: at + length, gain });
    }
  }
  return items;
}
