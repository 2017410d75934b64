import { spellingOf } from '../held-values.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

/** Verbs after which an adjective says what somebody is now. */
const becoming =
  /^(?:gone|went|go|goes|become|became|becomes|turned|turns|fallen|fell|grown|got)$/u;

/** "gone dormant", where some column holds Dormant: the verb says no more than that, and nobody is gone. */
export function isBecoming(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const [verb, next] = words.slice(at, at + 2);
  if (!becoming.test(verb?.lower ?? '') || next?.kind !== 'word') return false;
  return index.valuesSpelled(spellingOf(next.text)).length > 0;
}

/** Reads such a verb: it says nothing by itself. */
export function becameItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  if (!isBecoming(words, at, index)) return [];
  const gain = gainOf(1, weights.parse.cue);
  return [{ kind: 'skip', isContent: false, isVerb: true, start: at, end: at + 1, gain }];
}
