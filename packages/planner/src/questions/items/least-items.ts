import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, spanOf, type Item } from './item.ts';

const bounds = /^(?<article>an? )?(?:(?<least>minimum|min|minimal)|maximum|max|maximal)$/u;
const has = /^(?:with|ha(?:s|ve|d|ving)|requir(?:e|es|ed|ing)|needs?)$/u;
const longestName = 3;

/** "a minimum age of 30": at least so much of what each row has, unless a column is called so. */
export function leastItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  for (const length of [2, 1]) {
    const found = bounds.exec(spanOf(words, at, length));
    if (found === null) continue;
    // "the minimum price of 2020" is one of all.
    if (found.groups?.['article'] === undefined && !has.test(words[at - 1]?.lower ?? '')) continue;
    const from = at + length;
    const name = words.slice(from, from + longestName + 1);
    const of = name.findIndex(({ lower }) => lower === 'of');
    if (of < 1 || words[from + of + 1]?.kind !== 'number') return [];
    const lemmas = name.slice(0, of).map(({ lemma }) => lemma);
    const whole = [words[from - 1]?.lemma ?? '', ...lemmas];
    if (isColumn(whole, index) || !isColumn(lemmas, index)) return [];
    const op = found.groups?.['least'] === undefined ? 'le' : 'ge';
    const gain = gainOf(length, weights.parse.cue) + weights.parse.leastOf;
    return [{ kind: 'cue', cue: { kind: 'compare', op }, start: at, end: from, gain }];
  }
  return [];
}

function isColumn(lemmas: readonly string[], index: SchemaIndex): boolean {
  return (index.fieldsNamed(lemmas)[0]?.score ?? 0) >= weights.link.akin;
}
