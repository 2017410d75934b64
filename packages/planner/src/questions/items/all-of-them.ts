import { spanOf } from './item.ts';
import type { Word } from '../words.ts';

/** Longest name of rows between "all" and what is said of them. */
const longestName = 3;
const verb = 'is|are|was|were|has|have|had';
const leads = /^(?:where|whose|which|whom|котор(?:ых|ого|ой))$/u;
const behind = new RegExp(
  String.raw`^(?:all|every)(?: of)?(?: the| their| its)?(?: [\p{L}-]+){1,${longestName}}? (?:${verb}) \p{L}`,
  'u',
);
const russian = /^все (?!ли(?: |$))\p{L}+ \p{L}+/u;
const before = new RegExp(
  String.raw`(?:^| )(?:where|whose|which)(?: [\p{L}-]+){1,${longestName}} (?:${verb})$`,
  'u',
);

/**
 * How many words at a place say that what follows holds for all rows that something has: "where all accounts are
 * closed", "whose accounts are all closed". 0: they say nothing of that kind, as in "who attended all courses".
 */
export function allOfThem(words: readonly Word[], at: number): number {
  const said = words[at]?.lower ?? '';
  if (!/^(?:all|every|все)$/u.test(said)) return 0;
  const next = spanOf(words, at, longestName + 6);
  if (next.startsWith('all of whose ')) return 2;
  const isLed = leads.test(words[at - 1]?.lower ?? '');
  if (isLed && (said === 'все' ? russian : behind).test(next)) return 1;
  const start = Math.max(0, at - longestName - 2);
  const isBehind = said === 'all' && before.test(spanOf(words, start, at - start));
  return isBehind && /^all (?!of |the |in |\d)\p{L}/u.test(next) ? 1 : 0;
}
