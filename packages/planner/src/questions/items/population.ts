import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { isMeasure } from '../../query/table-facts.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { saysNumber, type Word } from '../words.ts';
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
  if (isEmployed(words, at)) return employed(index);
  return index
    .fieldsNamed(['population'])
    .filter(
      ({ what, score }) =>
        (score >= weights.link.sure || saysPeople(what.column)) &&
        isMeasure(what.column, what.table),
    );
}

/**
 * The column of "cities with over 300000 people": the number that the rows named last hold, though other tables keep
 * people. null: a table is called so, or nothing like it is said.
 */
export function peopleCounted(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): Named<Field> | null {
  const word = words[at];
  if (word === undefined || !inhabitants.has(word.lower)) return null;
  const before = words[at - 1];
  if (!saysNumber(before) && !ranked.test(before?.lower ?? '')) return null;
  if (told.test(words[at + 1]?.lower ?? '') || presenceBehind(words, at) !== null) return null;
  const sure = ({ lemma }: Word): Named<CatalogTable> | undefined =>
    index.tablesNamed([lemma]).find(({ score }) => score >= weights.link.sure);
  if (sure(word) !== undefined) return null;
  const owner = words
    .slice(0, at)
    .findLast((one) => one.kind === 'word' && sure(one) !== undefined);
  const table = owner === undefined ? undefined : sure(owner)?.what;
  const column = table?.columns.find((one) => isMeasure(one, table) && saysPeople(one));
  return table === undefined || column === undefined ? null : { what: { table, column }, score: 1 };
}

/** `population`, `num_inhabitants`, `total_residents`. */
function saysPeople({ name }: CatalogColumn): boolean {
  const parts = partsOf(name).filter((part) => !counts.test(part));
  const [only = '', ...more] = parts;
  return more.length === 0 && /^(?:population|inhabitant|resident)$/u.test(only);
}

const counts = /^(?:number|count|total|of)$/u;
const ranked = /^(?:most|fewest|least)$/u;
/** "5 people who ran", "3 people aged 20": somebody of other rows. */
const told = /^(?:who|whose|that|aged|named|called|with)$/u;

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

/** "how many people are employed by Nordbank", "how many people work for it" */
function isEmployed(words: readonly Word[], at: number): boolean {
  return /^(?:(?:is|are|were|was) )?(?:employed (?:by|at)|working (?:for|at)|works? (?:for|at))(?: |$)/u.test(
    spanOf(words, at + 1, 3),
  );
}

/** Columns of how many work somewhere. */
function employed(index: SchemaIndex): readonly Named<Field>[] {
  return index
    .fieldsNamed(['employee'])
    .filter(
      ({ what: { table, column } }) =>
        isMeasure(column, table) &&
        /^(?:(?:num|number|no|total|count)_?(?:of_?)?)?(?:employees?|staff|workers?)(?:_?(?:count|num|number|total))?$/iu.test(
          column.name,
        ),
    );
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
