import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { isSmallWord } from '../cues/small-words.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { likeness } from '../word-likeness.ts';
import { weights } from '../weights.ts';
import { isSingular, type Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

/** Furthest that rows stand from "of": "numbers of all the open orders". */
const furthest = 5;
const groups = /^(?:each|every|per|by|compare|versus|vs|respectively)$/u;

/** What "number of" says before rows that are numbered themselves: which number, or how many. */
export interface RowNumber {
  readonly is: 'column' | 'count';
  readonly fields: readonly Named<Field>[];
}

/**
 * "The numbers of the invoices", "the number of the invoice": where invoices have a number it is meant. "The number of
 * invoices", "the numbers of invoices per month" count. Null where nothing that is numbered follows.
 */
export function rowNumberAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): RowNumber | null {
  const said = words[at]?.lower ?? '';
  if (!/^numbers?$/u.test(said) || words[at + 1]?.lower !== 'of') return null;
  for (const word of words.slice(at + 2, at + 2 + furthest)) {
    if (word.kind === 'mark' || groups.test(word.lower)) return null;
    const tables = index
      .tablesNamed([word.lemma])
      .filter(({ score }) => score >= weights.link.sure);
    const fields = tables.flatMap(({ what, score }) =>
      ownNumbers(what).map((one) => ({ what: one, score })),
    );
    if (fields.length > 0) return { is: meant(words, at, word), fields };
    if (tables.length > 0 && !isSmallWord(word.lower)) return null;
  }
  return null;
}

function meant(words: readonly Word[], at: number, rows: Word): RowNumber['is'] {
  if (words[at]?.lower === 'number') return isSingular(rows.lower) ? 'column' : 'count';
  const isGrouped = words.some(({ lower }) => groups.test(lower));
  return isGrouped || isSingular(rows.lower) ? 'count' : 'column';
}

/** `flno`, `empno`: a key that is called so. */
const shortNumber = /^[a-z]{1,5}no$/iu;

/** `apt_number` of apartments, `number` of rooms, the key `flno` of flights. */
function ownNumbers(table: CatalogTable): readonly Field[] {
  const own = tableParts(table.object.name);
  const isShort = ({ name }: CatalogColumn): boolean =>
    shortNumber.test(name) && table.primaryKey.length === 1 && table.primaryKey[0] === name;
  return table.columns
    .filter((column) => {
      const { name } = column;
      if (isShort(column)) return true;
      const parts = partsOf(name);
      const before = parts.slice(0, -1);
      const isOwn = before.every((part) => own.some((word) => likeness(part, word) > 0));
      return parts.at(-1) === 'number' && isOwn && before.length <= own.length;
    })
    .map((column) => ({ table, column }));
}

/** "numbers" of rows that are numbered, as the column. */
export function rowNumberItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const found = rowNumberAt(words, at, index);
  if (found?.is !== 'column') return [];
  const { fields: alternatives } = found;
  const column = { kind: 'column', alternatives, words: 'number', at, beside: [] } as const;
  const gain = gainOf(1, weights.parse.column);
  return [{ kind: 'column', column, start: at, end: at + 1, gain }];
}
