import type { CatalogTable } from '@ai-etl/core';
import type { AmountKind } from '../amounts/reckoning.ts';
import type { ColumnMention, TableMention } from '../form.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { amountOf } from './amount-of-rows.ts';

/** Words for money that no column is called by, and their columns. */
export interface PlacedMoney {
  readonly column: ColumnMention;
  readonly length: number;
  /** How surely the words say it, 0 to 1. */
  readonly sure: number;
}

const value = /^(?:values?|amounts?|totals?|size|sum)$/u;
const article = /^(?:the|our|all|an?|each|every|one|their)$/u;

/** "order value", "value of the orders", "stock value", "average basket", "profit", "labour cost": null: nothing of it. */
export function valueOfRows(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): PlacedMoney | null {
  return (
    ofKind(words, at, index) ??
    basket(words, at, index) ??
    valueBehind(words, at, index) ??
    valueBefore(words, at, index) ??
    valueOfNamed(words, at, index)
  );
}

/** "order value", "purchase order totals": as long as no column is called so. */
function valueBehind(words: readonly Word[], at: number, index: SchemaIndex): PlacedMoney | null {
  for (const length of [2, 1]) {
    if (!value.test(words[at + length]?.lower ?? '')) continue;
    const rows = rowsNamed(words, at, { length, index });
    if (rows === null || isColumn(words.slice(at, at + length + 1), index)) continue;
    const found = placed(rows, { at, length: length + 1, index });
    if (found !== null) return found;
  }
  return null;
}

/** "value of the orders". */
function valueBefore(words: readonly Word[], at: number, index: SchemaIndex): PlacedMoney | null {
  const [said, of, next] = words.slice(at, at + 3).map(({ lower }) => lower);
  if (!/^(?:value|worth|amount|total)$/u.test(said ?? '') || of !== 'of') return null;
  const start = article.test(next ?? '') ? at + 3 : at + 2;
  for (const length of [2, 1]) {
    const rows = rowsNamed(words, start, { length, index });
    const found = rows === null ? null : placed(rows, { at, length: start + length - at, index });
    if (found !== null && found.column.ofRows !== undefined) return found;
  }
  return null;
}

/** "orders worth more than 500", "orders with a value above 500": of the rows named just before. */
function valueOfNamed(words: readonly Word[], at: number, index: SchemaIndex): PlacedMoney | null {
  if (
    !/^(?:worth|value|total|сумма|сумму|суммой|стоимость|стоимостью)$/u.test(words[at]?.lower ?? '')
  )
    return null;
  const said = words[at];
  if (said === undefined || isColumn([said], index)) return null;
  let before = at - 1;
  while (before > 0 && between.test(words[before]?.lower ?? '')) before -= 1;
  const rows = rowsNamed(words, before, { length: 1, index });
  const found = rows === null ? null : placed(rows, { at, length: 1, index });
  return found?.column.ofRows === undefined ? null : found;
}

const between = /^(?:with|of|having|an?|the|whose|total|their|is|are|by|на|с|со|общей|общую)$/u;

function isColumn(said: readonly Word[], index: SchemaIndex): boolean {
  const [best] = index.fieldsNamed(said.map(({ lemma }) => lemma));
  return (best?.score ?? 0) >= weights.link.akin;
}

function rowsNamed(
  words: readonly Word[],
  at: number,
  { length, index }: { readonly length: number; readonly index: SchemaIndex },
): TableMention | null {
  const part = words.slice(at, at + length);
  if (part.length < length || part.some(({ kind }) => kind !== 'word')) return null;
  const alternatives = index
    .tablesNamed(part.map(({ lemma }) => lemma))
    .filter(({ score }) => score >= weights.link.sure);
  const said = part.map(({ lower }) => lower).join(' ');
  return alternatives.length === 0 ? null : { kind: 'table', alternatives, words: said, at };
}

function placed(
  rows: TableMention,
  {
    at,
    length,
    index,
  }: { readonly at: number; readonly length: number; readonly index: SchemaIndex },
): PlacedMoney | null {
  const amount = amountOf(rows, index.amounts);
  if (amount === null) return null;
  const column: ColumnMention = { ...amount, at, total: 'said' };
  return { column, length, sure: weights.link.valueOfRows };
}

/** "average basket", "AOV", "средний чек": of what is ordered, whatever it is called. */
const baskets =
  /^(?:(?:basket|cart|ticket|check|cheque|bill|receipt) (?:value|size|total)|basket|aov|чек|чека|чеки|чеков|корзина|корзины)$/u;

function basket(words: readonly Word[], at: number, index: SchemaIndex): PlacedMoney | null {
  const two = words
    .slice(at, at + 2)
    .map(({ lower }) => lower)
    .join(' ');
  const one = words[at]?.lower ?? '';
  const length = baskets.test(two) ? 2 : baskets.test(one) ? 1 : 0;
  if (length === 0) return null;
  if ((index.tablesNamed([words[at]?.lemma ?? ''])[0]?.score ?? 0) >= weights.link.akin)
    return null;
  const wholes = index.schema.tables.filter((table) => isBought(table, index));
  const alternatives = wholes.map((what) => ({ what, score: 1 }));
  if (alternatives.length === 0) return null;
  const rows: TableMention = { kind: 'table', alternatives, words: length === 2 ? two : one, at };
  return placed(rows, { at, length, index });
}

function isBought(table: CatalogTable, { amounts }: SchemaIndex): boolean {
  const isCalled =
    /order|sale|purchase|checkout|basket|cart|check|bill|receipt|заказ|продаж/iu.test(
      table.object.name,
    );
  const details = amounts.detailsOf(table);
  return (
    details.some((detail) => amounts.of(detail, 'income').length > 0) ||
    (isCalled && amounts.wholesOf(table).length === 0)
  );
}

/** Phrases for amounts of a kind, wherever they are. */
const kinds: readonly (readonly [AmountKind, RegExp])[] = [
  [
    'stock',
    /^(?:(?:stock|inventory) (?:value|worth)|(?:value|worth) of (?:the |our |all )?(?:stock|inventory|goods in stock|goods on hand)|стоимость (?:запасов|остатков|склада|товаров на складе))(?= |$)/u,
  ],
  ['profit', /^(?:(?:gross |total )?(?:profits?|margin)|прибыль|прибыли|маржа|маржи)(?= |$)/u],
  [
    'spending',
    /^(?:(?:labou?r|wage|staff|payroll|personnel|salary) (?:costs?|bill|expenses?)|(?:wages|payroll))(?= |$)/u,
  ],
];
const longestKind = 5;

function ofKind(words: readonly Word[], at: number, index: SchemaIndex): PlacedMoney | null {
  const said = words
    .slice(at, at + longestKind)
    .map(({ lower }) => lower)
    .join(' ');
  for (const [kind, pattern] of kinds) {
    const phrase = pattern.exec(said)?.[0];
    if (phrase === undefined) continue;
    const length = phrase.split(' ').length;
    if (isColumn(words.slice(at, at + length), index)) continue;
    const alternatives = index.schema.tables.flatMap((table): readonly Named<Field>[] =>
      index.amounts.of(table, kind).map(({ field }) => ({ what: field, score: 1 })),
    );
    if (alternatives.length === 0) continue;
    const column: ColumnMention = {
      kind: 'column',
      alternatives,
      words: phrase,
      at,
      beside: [],
      total: 'said',
    };
    return { column, length, sure: weights.link.valueOfRows };
  }
  return null;
}
