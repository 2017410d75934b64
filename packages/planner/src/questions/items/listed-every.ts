import { cuesOf } from '../cues/cues-of.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

const lists = /^(?:list|show|give|display|print|return|name|find|get|provide|me|us)$/u;
/** What may stand behind the only thing that is listed. */
const further = /^(?:sorted|ordered|arranged|alphabetically|in|by|from|there|that|we|you)$/u;
const longestName = 4;

/** Whether "every" stands before the only thing that is listed: "list every shop name", where nothing is counted. */
export function isListedEvery(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  if (!/^(?:every|each)$/u.test(words[at]?.lower ?? '')) return false;
  if (at === 0 || !words.slice(0, at).every(({ lower }) => lists.test(lower))) return false;
  if (words.some(({ lower }) => measures(lower))) return false;
  for (let length = longestName; length > 0; length -= 1) {
    const said = words.slice(at + 1, at + 1 + length);
    if (said.length < length || said.some(({ kind }) => kind !== 'word')) continue;
    const next = words[at + 1 + length];
    const isLast = next === undefined || next.kind === 'mark' || further.test(next.lower);
    if (isLast && isColumn(said, index)) return saysNoMore(words.slice(at + 1 + length));
  }
  return false;
}

function isColumn(said: readonly Word[], index: SchemaIndex): boolean {
  const lemmas = said.map(({ lemma }) => lemma);
  return (
    (index.fieldsNamed(lemmas)[0]?.score ?? 0) >= weights.link.akin &&
    (index.tablesNamed(lemmas)[0]?.score ?? 0) < weights.link.sure
  );
}

/** "each city, and what it sold": what is told of each makes groups. */
function saysNoMore(words: readonly Word[]): boolean {
  const [first, second] = words.filter(({ lower }) => lower !== 'and');
  const next = first?.kind === 'mark' ? second : first;
  return next === undefined || next.kind === 'mark' || further.test(next.lower);
}

function measures(word: string): boolean {
  return cuesOf(word).some(({ kind }) => kind === 'aggregate' || kind === 'superlative');
}
