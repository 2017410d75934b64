import type { CatalogTable } from '@ai-etl/core';
import type { Field, Named } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

/**
 * Whether a noun by which rows of a table go, though it is called otherwise, means them or the column that says it:
 * "pots" are rows; "price and pot", "different pots" are what `pot_name` holds. null: either, or no such noun.
 */
export function saidRowNoun(
  words: readonly Word[],
  at: number,
  table: Named<CatalogTable> | undefined,
  column: Named<Field> | undefined,
): 'rows' | 'column' | null {
  const word = words[at];
  if (word === undefined || table?.score !== weights.link.rowNoun) return null;
  if (column?.what.table !== table.what) return null;
  if (different.test(words[at - 1]?.lower ?? '')) return 'column';
  if (word.lower !== word.lemma) return 'rows';
  const [before, next, then] = [words[at - 1], words[at + 1], words[at + 2]];
  const isFirst = joints.test(next?.lower ?? '') && !owned.test(then?.lower ?? '');
  return isFirst || joints.test(before?.lower ?? '') ? 'column' : null;
}

const different = /^(?:different|distinct|unique)$/u;
const joints = /^(?:and|,)$/u;
/** "the cheapest pot and its potter" */
const owned = /^(?:its|their|his|her)$/u;
