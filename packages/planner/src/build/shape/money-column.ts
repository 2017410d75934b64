import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { measureColumns } from '../../link/link-column.ts';
import { nameWords } from '../../link/name-words.ts';

/** Words for money that name no column by themselves. */
const moneyWords: ReadonlySet<string> = new Set(
  'revenue sale turnover income spend spending spent earnings takings proceeds gmv money profit выручка оборот доход продажа траты расход'.split(
    ' ',
  ),
);

/** Whether a word means an amount of money, whatever the column is called. */
export function isMoneyWord(words: string): boolean {
  return nameWords(words).some((word) => moneyWords.has(word));
}

/** Words of columns that hold amounts of money, those that name the whole before those of parts. */
const wholes: readonly string[] = ['amount', 'total', 'sum', 'revenue', 'сумма', 'выручка'];
const amounts: ReadonlySet<string> = new Set([
  ...wholes,
  ...'price cost value paid fee charge fare payment salary turnover income цена стоимость оплата'.split(
    ' ',
  ),
]);

/** Columns whose names say that they hold money. */
export function amountColumns(rows: CatalogTable): CatalogColumn[] {
  return measureColumns(rows).filter(({ name }) =>
    nameWords(name).some((word) => amounts.has(word)),
  );
}

/** The one amount of a row: the only one there is, or the only one that is called the whole; null: none. */
export function amountOf(rows: CatalogTable): CatalogColumn | null {
  const found = amountColumns(rows);
  if (found.length === 1) return found[0] ?? null;
  for (const word of wholes) {
    const called = found.filter(({ name }) => nameWords(name).includes(word));
    if (called.length === 1) return called[0] ?? null;
  }
  return null;
}
