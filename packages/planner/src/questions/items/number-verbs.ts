import type { Cue } from '../cues/cue.ts';
import { measureVerbs, numberVerbs } from '../cues/measures.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { comparesAt } from './compares-at.ts';
import { gainOf, spanOf, type Item } from './item.ts';

/** Verbs right before a number: "rated above 4" says of what it is, "give 4 credits" no more than "have". */
export function numberVerbItems(words: readonly Word[], at: number): readonly Item[] {
  if (at === 0) return [];
  const items: Item[] = [];
  if (numberVerbs.has(words[at]?.lower ?? '') && comparesAt(words, at + 1))
    items.push(cueItem({ kind: 'relative' }, at, 1));
  for (const length of [1, 2]) {
    const of = measureVerbs.get(spanOf(words, at, length));
    if (of !== undefined && comparesAt(words, at + length))
      items.push(cueItem({ kind: 'does', of }, at, length));
  }
  return items;
}

function cueItem(cue: Cue, start: number, length: number): Item {
  const gain = gainOf(length, weights.parse.cue);
  return { kind: 'cue', cue, start, end: start + length, gain };
}
