import { isOfPeople } from '../people-tables.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

/** Words for states that are verbs, too. */
const both = /^(?:live|open|close)$/u;
const auxiliary = /^(?:do|does|did|to|will|would|can|could)$/u;
const holding =
  /^(?:is|are|was|were|be|been|being|have|has|had|still|now|currently|not|stay|stays|remain|remains|keep|kept|leave|left|go|goes|went)$/u;
const leading = /^(?:who|that|which|they|people|also)$/u;
const behind =
  /^(?:in|at|on|near|within|outside|there|here|to|from|with|for|before|after|and|or)$/u;
const farthest = 8;

/** "When did it open?", "in which town does Ana live": what is done, and not how rows are. */
export function isStateVerb(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const word = words[at];
  if (word === undefined || !both.test(word.lower)) return false;
  const next = words[at + 1];
  const isLast = next === undefined || next.kind === 'mark' || behind.test(next.lower);
  const before = words[at - 1]?.lower ?? '';
  if (!isLast || holding.test(before)) return false;
  if (leading.test(before)) return word.lower === 'live' || behind.test(next?.lower ?? '');
  // "customers live in Oslo": people do.
  const isOfWhom = index
    .tablesNamed([words[at - 1]?.lemma ?? ''])
    .some(({ what, score }) => score >= weights.link.sure && isOfPeople(what));
  if (word.lower === 'live' && isOfWhom && behind.test(next?.lower ?? '')) return true;
  const earlier = words.slice(Math.max(0, at - farthest), at).map(({ lower }) => lower);
  const asked = earlier.findLastIndex((one) => auxiliary.test(one));
  return asked !== -1 && !earlier.slice(asked + 1).some((one) => holding.test(one));
}
