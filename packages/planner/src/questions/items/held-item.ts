import type { CatalogTable } from '@ai-etl/core';
import { spellingOf } from '../held-values.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import type { Field, HeldValue, Named } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { gainOf, type Item } from './item.ts';

/** Values as one item: whichever of the columns that hold them is near is meant. */
export function valueItem(
  held: readonly HeldValue[],
  raw: string,
  { at, length, weight }: { readonly at: number; readonly length: number; readonly weight: number },
): Extract<Item, { kind: 'value' }> {
  const fields = [...new Set(held.map((one) => one.field))];
  const exact = held.some((one) => one.value === raw) ? 1 : 0.95;
  const spelled = spellingOf(raw);
  const scoreOf = ({ value }: HeldValue): number =>
    value === raw ? 1 : spellingOf(value) === spelled ? 0.95 : weights.link.valueByWords;
  const scores = fields.map((what): Named<Field> => ({
    what,
    score: Math.max(...held.filter(({ field }) => field === what).map(scoreOf)),
  }));
  // "the code of Mexico": of a row that is called so, MEX of another column says nothing.
  const literal = new Set(
    scores
      .filter(({ score }) => score > weights.link.valueByWords)
      .map(({ what: { table } }) => table),
  );
  const alternatives = scores
    .filter(({ what, score }) => score > weights.link.valueByWords || !literal.has(what.table))
    .map(({ what, score }): Named<Field> => ({
      what,
      score: score - (refersTo(what, fields) ? weights.link.referringName : 0),
    }));
  const byField = fields.map((field) => {
    const mine = held.filter((one) => one.field === field);
    return { field, value: (mine.find((one) => one.value === raw) ?? mine[0])?.value ?? raw };
  });
  return {
    kind: 'value',
    column: { kind: 'column', alternatives, words: raw, at, beside: [] },
    choice: { byField },
    start: at,
    end: at + length,
    gain: gainOf(length, weight * exact),
  };
}

/** `lake.state_name`, where `state.state_name` holds the value too: it names a state, and no lake. */
function refersTo({ table, column }: Field, fields: readonly Field[]): boolean {
  const isOwn = (one: CatalogTable): boolean =>
    partsOf(column.name).join(' ') === `${tableParts(one.object.name).join(' ')} name`;
  return !isOwn(table) && fields.some((one) => one.column.name === column.name && isOwn(one.table));
}
