import { isMeasure } from '../../query/table-facts.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { spanOf } from './item.ts';

/** Columns that hold how many people there are: "how many people live in Oslo". Empty where nothing asks for that. */
export function populationAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Named<Field>[] {
  const before = spanOf(words, Math.max(0, at - 2), Math.min(2, at));
  if (!inhabitants.has(words[at]?.lower ?? '') || !/(?:^|how many|number of)$/u.test(before))
    return [];
  return index
    .fieldsNamed(['population'])
    .filter(({ what, score }) => score >= weights.link.sure && isMeasure(what.column, what.table));
}

const inhabitants: ReadonlySet<string> = new Set(
  'people persons residents inhabitants citizens'.split(' '),
);
