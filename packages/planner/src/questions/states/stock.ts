import { isNumeric } from '@ai-etl/core';
import type { ColumnMention } from '../form.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import type { PlacedCondition } from './state-items.ts';

const phrases: ReadonlyMap<string, 'none' | 'some'> = new Map([
  ['out of stock', 'none'],
  ['sold out', 'none'],
  ['not in stock', 'none'],
  ['нет в наличии', 'none'],
  ['не в наличии', 'none'],
  ['нет на складе', 'none'],
  ['закончились', 'none'],
  ['in stock', 'some'],
  ['available in stock', 'some'],
  ['в наличии', 'some'],
  ['есть на складе', 'some'],
]);
const longest = 3;
const stockParts = ['stock', 'inventory', 'hand', 'available', 'остаток', 'ostatok'];

/** "out of stock": a quantity kept in stock is zero; "in stock": it is more. */
export function stockAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly PlacedCondition[] {
  for (let length = longest; length > 0; length -= 1) {
    const said = words.slice(at, at + length).map(({ lower }) => lower);
    const meant = phrases.get(said.join(' '));
    if (meant === undefined || said.length < length) continue;
    const left: ColumnMention = {
      kind: 'column',
      alternatives: quantities(index),
      words: said.join(' '),
      at,
      beside: [],
    };
    if (left.alternatives.length === 0) return [];
    const right = { kind: 'number', value: 0, text: '0' } as const;
    const test = { kind: 'compare', left, op: meant === 'none' ? 'le' : 'gt', right } as const;
    return [{ kind: 'condition', test, sure: weights.state.stock, length }];
  }
  return [];
}

function quantities(index: SchemaIndex): readonly Named<Field>[] {
  return index.schema.tables.flatMap((table) =>
    table.columns
      .filter(
        ({ name, type }) =>
          isNumeric(type) && partsOf(name).some((part) => stockParts.includes(part)),
      )
      .map((column) => ({ what: { table, column }, score: 1 })),
  );
}
