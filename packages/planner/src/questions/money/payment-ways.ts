import type { CatalogColumn } from '@ai-etl/core';
import { partsOf } from '../name-parts.ts';
import { gainOf, spanOf, type Item } from '../items/item.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

const phrase =
  /^(?:(?:payment|paying) (?:methods?|types?|modes?|forms?|ways?|means|options?)|(?:ways?|methods?|modes?|forms?|means|types?) of (?:payments?|paying))$/u;
const pay = /^(?:pay|paid|payment|paying)$/u;
const way = /^(?:by|with|via|method|type|mode|mean|means|form|way|option)$/u;

/** "payment methods", "way of paying": the text that says how it was paid, where none is called so. */
export function paymentWayItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const length = [3, 2].find((one) => phrase.test(spanOf(words, at, one)));
  if (length === undefined) return [];
  const [called] = index.fieldsNamed(['payment', 'method']);
  if (called !== undefined && called.score >= weights.link.sure && length === 2) return [];
  const alternatives = index.schema.tables.flatMap((table) =>
    table.columns
      .filter((column) => saysHowPaid(column))
      .map((column): Named<Field> => ({ what: { table, column }, score: 0.95 })),
  );
  if (alternatives.length === 0) return [];
  return [
    {
      kind: 'column',
      column: { kind: 'column', alternatives, words: spanOf(words, at, length), at, beside: [] },
      start: at,
      end: at + length,
      gain: gainOf(length, weights.parse.column),
    },
  ];
}

function saysHowPaid({ name, type }: CatalogColumn): boolean {
  const parts = partsOf(name);
  return (
    type.kind === 'text' &&
    parts.some((part) => pay.test(part)) &&
    parts.some((part) => way.test(part))
  );
}
