import {
  isInteger,
  isNumeric,
  isTemporal,
  type CatalogColumn,
  type CatalogTable,
} from '@ai-etl/core';
import { areSynonyms } from '../lexicon/synonyms.ts';
import type { Choice } from '../plan-types.ts';
import { nameWords } from './name-words.ts';
import { isCalledSo } from './own-names.ts';
import { acceptable, margin, scoreName } from './score-name.ts';

/** A column the words mean, or those they might. */
export type LinkedColumn =
  | { readonly column: CatalogColumn; readonly score: number; readonly because: string }
  | { readonly column: null; readonly near: readonly CatalogColumn[] };

/** Finds the column that words name, among those of the kinds that make sense. */
export function linkColumn(
  words: string,
  table: CatalogTable,
  fits: (column: CatalogColumn) => boolean = () => true,
): LinkedColumn {
  const exact =
    table.columns.find((column) => column.name === words) ??
    table.columns.find((column) => column.name.toLowerCase() === words.toLowerCase());
  if (exact !== undefined) return { column: exact, score: 1, because: 'it has this name' };
  const own = table.columns.find(({ aliases }) => isCalledSo([words], aliases));
  if (own !== undefined) return { column: own, score: 1, because: 'the glossary calls it so' };
  const spoken = nameWords(words);
  const ranked = table.columns
    .filter(fits)
    .map((column) => ({ column, ...scoreColumn(spoken, column, table) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score);
  const [best, second] = ranked;
  if (
    best !== undefined &&
    best.score >= acceptable &&
    (second === undefined || best.score - second.score > margin)
  )
    return best;
  return { column: null, near: ranked.map((one) => one.column) };
}

/** "created" names created_at, "order date" names order_date and, in orders, date. */
function scoreColumn(
  spoken: readonly string[],
  column: CatalogColumn,
  table: CatalogTable,
): { score: number; because: string } {
  const bare = column.name
    .replace(/_(?:at|on|ts|dt|time|date|flag)$/iu, '')
    .replace(/^(?:is|has)_/iu, '');
  const full = scoreName(spoken, column.name, column.comment);
  const short = scoreName(spoken, bare);
  const own = nameWords(table.object.name);
  const rest = spoken.filter((word) => !own.includes(word));
  const inside =
    rest.length > 0 && rest.length < spoken.length
      ? scoreName(rest, column.name)
      : { score: 0, because: '' };
  const options = [
    full,
    { ...short, score: short.score * 0.95 },
    { ...inside, score: inside.score * 0.9 },
  ];
  return options.reduce((best, one) => (one.score > best.score ? one : best));
}

/** Temporal columns a period may mean when none is named: when a row came to be, before the rest. */
export function eventColumns(table: CatalogTable): CatalogColumn[] {
  const own = nameWords(table.object.name);
  return table.columns
    .filter(isMoment)
    .map((column) => ({ column, rank: eventRank(column, own) }))
    .filter((one) => one.rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map((one) => one.column);
}

/** Whether the first of the event columns is the only one of its rank. */
export function hasClearEvent(table: CatalogTable): boolean {
  const own = nameWords(table.object.name);
  const [first, second] = eventColumns(table).map((column) => eventRank(column, own));
  return first !== undefined && first !== second;
}

/** Whether a column says when: dates and instants, not times of day. */
export function isMoment(column: CatalogColumn): boolean {
  return isTemporal(column.type) && column.type.kind !== 'time';
}

/** How surely a moment says when a row of a table with these name words came to be: 1 to 6. */
export function eventRank(column: CatalogColumn, own: readonly string[]): number {
  const words = nameWords(column.name);
  const is = (list: readonly string[]): boolean => words.some((word) => list.includes(word));
  if (
    is([
      'updated',
      'modified',
      'changed',
      'deleted',
      'loaded',
      'synced',
      'birth',
      'expiry',
      'expires',
      'due',
    ])
  )
    return 1;
  if (
    words.some((word) =>
      own.some((part) => word === part || word === `${part}ed` || areSynonyms(word, part)),
    )
  )
    return 6;
  if (is(['created', 'create', 'ordered', 'placed', 'occurred', 'inserted', 'registered']))
    return 5;
  if (is(['event', 'recorded', 'timestamp', 'paid', 'sold', 'signed'])) return 4;
  return words.length === 1 && is(['date', 'ts', 'time', 'dt']) ? 4 : 3;
}

/** Numbers a comparison may mean when none is named: money first; never keys. */
export function measureColumns(table: CatalogTable): CatalogColumn[] {
  const keys = new Set([...table.primaryKey, ...table.foreignKeys.flatMap((key) => key.columns)]);
  return table.columns.filter(
    (column) =>
      isNumeric(column.type) &&
      !keys.has(column.name) &&
      !(isInteger(column.type) && /(?:^|_)(?:id|no|year|code)$/iu.test(column.name)),
  );
}

/** Columns as choices of a question. */
export function columnChoices(columns: readonly CatalogColumn[], because?: string): Choice[] {
  return columns.map((column) => ({
    value: column.name,
    label: column.name,
    because: because ?? column.comment ?? `its type is ${column.nativeType}`,
  }));
}
