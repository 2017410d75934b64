import { isMeasure } from '../../query/table-facts.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

const gained = /^(?:win|wins|won|winning)$/u;
/** Between an amount and who gained it: "the total prize that each of them". */
const fillers =
  /^(?:it|he|she|they|we|you|i|its|his|her|their|our|the|a|an|each|every|all|has|have|had|been|was|were|did|that|which|ever|so|far|together|in|total|overall)$/u;
const mostBetween = 6;

/** "The total prize money it won", "prize won by each", "how much prize did Ann win": who has the amount is said, and no more. */
export function gainedItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  if (!gained.test(words[at]?.lower ?? '')) return [];
  if (!isOfAmount(words, at, index) && !asksAmount(words, at, index)) return [];
  const gain = gainOf(1, weights.parse.cue);
  return [{ kind: 'skip', isContent: false, isVerb: true, start: at, end: at + 1, gain }];
}

/** Whether what was gained is an amount that is named right before those who gained it. */
function isOfAmount(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  for (let back = at - 1; back >= Math.max(0, at - mostBetween); back -= 1) {
    const word = words[back];
    if (word?.kind !== 'word') return false;
    if (fillers.test(word.lower)) continue;
    if (isAmount(words, back, index)) return true;
    const isRows = (index.tablesNamed([word.lemma])[0]?.score ?? 0) >= weights.link.sure;
    if (!isRows) return false;
  }
  return false;
}

/** "How much prize money did Ann win": at the end of what asks for an amount. */
function asksAmount(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const said = words.slice(0, at).map(({ lower }) => lower);
  const did = said.findIndex((word) => /^(?:did|does|do|has|have)$/u.test(word));
  const isLast = words
    .slice(at + 1)
    .every(({ kind, lower }) => kind === 'mark' || fillers.test(lower));
  const asks = /^(?:how much|what|which)$/u.test(
    said[0] === 'how' ? said.slice(0, 2).join(' ') : (said[0] ?? ''),
  );
  return did > 0 && isLast && asks && isAmount(words, did - 1, index);
}

/** Whether words that end at a place name a number of rows, which no key is. */
function isAmount(words: readonly Word[], end: number, index: SchemaIndex): boolean {
  return [2, 1].some((length) => {
    const part = words.slice(end + 1 - length, end + 1);
    if (part.length < length || part.some(({ kind }) => kind !== 'word')) return false;
    const [named] = index.fieldsNamed(part.map(({ lemma }) => lemma));
    return (
      named !== undefined &&
      named.score >= weights.link.akin &&
      isMeasure(named.what.column, named.what.table)
    );
  });
}
