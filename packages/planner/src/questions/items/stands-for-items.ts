import type { Word } from '../words.ts';
import { weights } from '../weights.ts';
import { gainOf, spanOf, type Item } from './item.ts';

/** "stand for" and "mean", where a code is explained: a verb behind it, and no average. */
export function standsForAt(words: readonly Word[], at: number): readonly Item[] {
  const two = spanOf(words, at, 2);
  const isStood = two === 'stand for' || two === 'stands for';
  const next = words[at + (isStood ? 2 : 1)];
  const isLast = next === undefined || next.kind === 'mark';
  const isAsked = words.slice(0, at).some(({ lower }) => /^(?:what|does|do)$/u.test(lower));
  const isMeant = /^means?$/u.test(words[at]?.lower ?? '');
  const isMeaning = two === 'meaning of';
  const length = isStood ? 2 : isMeaning ? 2 : 1;
  if (!isMeaning && (!isAsked || !isLast || !(isStood || isMeant))) return [];
  const gain = gainOf(length, weights.parse.cue);
  return [{ kind: 'cue', cue: { kind: 'standsFor' }, start: at, end: at + length, gain }];
}
