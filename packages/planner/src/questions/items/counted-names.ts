import { isMeasure } from '../../query/table-facts.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { likeness } from '../word-likeness.ts';
import { saysNumber, type Word } from '../words.ts';

/**
 * "between 9 and 11 rounds": a number is of `num_of_rounds` before it is of a single `round`. The names given, with
 * columns that hold how many there are of a noun right behind a number first.
 */
export function countedNames(
  words: readonly Word[],
  at: number,
  found: readonly Named<Field>[],
  index: SchemaIndex,
): readonly Named<Field>[] {
  const [noun, before] = [words[at], words[at - 1]];
  if (noun?.kind !== 'word' || noun.lower === noun.lemma || !saysNumber(before)) return found;
  const counts = index
    .fieldsNamed(['number', noun.lemma])
    .filter(({ what, score }) => score >= weights.link.akin && countsOf(noun.lemma, what));
  if (counts.length === 0) return found;
  const isCount = new Set(counts.map(({ what }) => what));
  const others = found
    .filter(({ what }) => !isCount.has(what))
    .map((one) => ({ ...one, score: one.score * weights.link.notCounted }));
  return [...counts.map(({ what }) => ({ what, score: 1 })), ...others];
}

/** `num_of_rounds`, `round_count`, and no `round_no`. */
function countsOf(noun: string, { table, column }: Field): boolean {
  const parts = partsOf(column.name);
  if (!parts.some((part) => likeness(noun, part) >= weights.link.akin)) return false;
  const says = parts[0] === 'number' || parts[0] === 'count' || parts.at(-1) === 'count';
  return says && parts.length > 1 && isMeasure(column, table);
}
