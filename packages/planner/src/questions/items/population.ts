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
  if (presenceBehind(words, at) !== null) return audiences(index);
  return index
    .fieldsNamed(['population'])
    .filter(({ what, score }) => score >= weights.link.sure && isMeasure(what.column, what.table));
}

/** The verb of "how many people watched the show", where a column tells it; 0 words: it stands for itself. */
export function presenceVerbAt(words: readonly Word[], at: number, index: SchemaIndex): number {
  if (!present.test(words[at]?.lower ?? '')) return 0;
  const who = words.findLastIndex(({ lower }, place) => place < at && inhabitants.has(lower));
  const asked = who < 2 ? '' : spanOf(words, who - 2, 2);
  if (!/^(?:how many|number of)$/u.test(asked) || presenceBehind(words, who) !== at) return 0;
  if (audiences(index).length === 0) return 0;
  return /^(?:to|in)$/u.test(words[at + 1]?.lower ?? '') ? 2 : 1;
}

/** The words before the column of "50000 people in the audience"; 0: they stand for themselves. */
export function crowdWordsAt(words: readonly Word[], at: number, index: SchemaIndex): number {
  if (!inhabitants.has(words[at]?.lower ?? '') || words[at + 1]?.lower !== 'in') return 0;
  const length = words[at + 2]?.lower === 'the' ? 3 : 2;
  const isCrowd = /^(?:audience|crowd|attendance)$/u.test(words[at + length]?.lower ?? '');
  return isCrowd && audiences(index).length > 0 ? length : 0;
}

/** Where the verb stands by which people were there; null: none does. */
function presenceBehind(words: readonly Word[], at: number): number | null {
  for (let next = at + 1; next <= at + 2; next += 1) {
    if (present.test(words[next]?.lower ?? '')) return next;
    if (!auxiliary.test(words[next]?.lower ?? '')) return null;
  }
  return null;
}

/** Columns of how many were there, the surest name first. */
function audiences(index: SchemaIndex): readonly Named<Field>[] {
  return index
    .fieldsNamed(['audience'])
    .filter(
      ({ what, score }) => score >= weights.state.leastFilled && isMeasure(what.column, what.table),
    );
}

const present =
  /^(?:listen(?:s|ed)?|watch(?:es|ed)?|view(?:s|ed)?|attend(?:s|ed)?|tuned?|came|come|saw|see)$/u;
const auxiliary = /^(?:who|that|have|has|had|did|do|can|usually)$/u;

const inhabitants: ReadonlySet<string> = new Set(
  'people persons residents inhabitants citizens'.split(' '),
);
