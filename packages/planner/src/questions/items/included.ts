import type { SchemaIndex } from '../schema-index.ts';
import { statesAt } from '../states/state-items.ts';
import { spellingOf } from '../held-values.ts';
import { weights } from '../weights.ts';
import { wordLemma, type Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

const included = /^(?:included|inclusive|counted|too)$/u;

/**
 * ", temps included", "cancelled ones included": rows of that kind are not left out, so nothing is asked of them. Empty
 * where the words in front of it tell no state of rows.
 */
export function includedItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const first = words[at];
  const before = words[at - 1]?.lower ?? '';
  if (first?.kind !== 'word' || !/^(?:,|\(|with|and)$/u.test(before)) return [];
  const isOne = /^(?:ones?)$/u.test(words[at + 1]?.lower ?? '');
  const last = at + (isOne ? 2 : 1);
  const next = words[last + 1];
  if (!included.test(words[last]?.lower ?? '') || (next !== undefined && next.kind !== 'mark'))
    return [];
  if (!tellsKind(words, at, index)) return [];
  const end = last + 1;
  const gain = gainOf(end - at, weights.parse.value);
  return [{ kind: 'skip', isContent: false, isVerb: false, start: at, end, gain }];
}

function tellsKind(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const word = words[at];
  if (word === undefined) return false;
  const singular = { ...word, lower: wordLemma(word.lower) };
  return (
    index.valuesSpelled(spellingOf(word.text)).length > 0 ||
    index.kindsCalled(word.lower).length > 0 ||
    [word, singular].some((one) => statesAt([one], 0, index.states).length > 0)
  );
}
