import type { TableMention } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { stretchOf } from './stretch-of.ts';

/** "stays": the rows of which somebody comes and goes, however their table is called. null where one is called so. */
export function stayRowsAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): TableMention | null {
  const word = words[at];
  if (word === undefined || !/^(?:stays?|проживани\p{L}+|пребывани\p{L}+)$/u.test(word.lower))
    return null;
  if (index.tablesNamed([word.lemma]).length > 0 || index.fieldsNamed([word.lemma]).length > 0)
    return null;
  // "how long do guests stay": a verb.
  if (
    word.lower === 'stay' &&
    !/^(?:of|a|the|per|each|average|longest|shortest|last|first|every)$/u.test(
      words[at - 1]?.lower ?? '',
    )
  )
    return null;
  const alternatives = index.schema.tables
    .filter((table) => ['stay', 'visit'].includes(stretchOf(table)?.kind ?? ''))
    .map((what) => ({ what, score: weights.link.event }));
  return alternatives.length === 0 ? null : { kind: 'table', alternatives, words: word.lower, at };
}
