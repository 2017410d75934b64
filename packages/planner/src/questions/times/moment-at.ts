import type { ColumnMention } from '../form.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

export interface MomentRead {
  readonly of: ColumnMention;
  /** Where the words after it begin. */
  readonly end: number;
}

/** Words of the name of a moment. */
const longestName = 3;
const skipped: ReadonlySet<string> = new Set([
  'the',
  'a',
  'an',
  'their',
  'its',
  'being',
  'it',
  'is',
  'was',
]);

/** The name of a moment at a word, the longest there is of up to `longest` words. */
export function momentAt(
  words: readonly Word[],
  start: number,
  index: SchemaIndex,
  longest = longestName,
): MomentRead | null {
  const at = skipped.has(words[start]?.lower ?? '') ? start + 1 : start;
  for (let length = longest; length > 0; length -= 1) {
    const said = words.slice(at, at + length);
    if (said.length < length || said.some(({ kind }) => kind !== 'word')) continue;
    const text = said.map(({ lower }) => lower).join(' ');
    const named = index
      .fieldsNamed(said.map(({ lemma }) => lemma))
      .filter(({ what }) => index.times.has(what));
    const verbs =
      length === 1 ? index.times.ofVerb(text).filter(({ what }) => index.times.has(what)) : [];
    const of = momentMention(text, best(named, verbs), at);
    if (of !== null) return { of, end: at + length };
  }
  return null;
}

function best(
  named: readonly Named<Field>[],
  verbs: readonly Named<Field>[],
): readonly Named<Field>[] {
  const sure = named.filter(({ score }) => score >= weights.time.duration.named);
  return (sure.length > 0 ? sure : verbs).toSorted((a, b) => b.score - a.score);
}

/** Words for one of some moments, the best of them; null where there are none. */
export function momentMention(
  words: string,
  alternatives: readonly Named<Field>[],
  at: number,
): ColumnMention | null {
  const top = alternatives[0]?.score ?? 0;
  const close = alternatives.filter(({ score }) => score >= top - weights.time.verb.close);
  return close.length === 0 ? null : { kind: 'column', alternatives: close, words, at, beside: [] };
}
