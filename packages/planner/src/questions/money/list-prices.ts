import type { CatalogTable } from '@ai-etl/core';
import { refersTo } from '../../query/table-facts.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, Named } from '../schema-index.ts';

const prices: ReadonlySet<string> = new Set(['price', 'fee', 'fare', 'toll', 'value']);

/**
 * Without prices of what can be bought, where rows that buy it say what they came to: nobody's revenue is the sum of a
 * price list.
 */
export function withoutListPrices(found: readonly Named<Field>[]): readonly Named<Field>[] {
  const kept = found.filter(({ what }) => !(isPrice(what) && isBought(what.table, found)));
  return kept.length === 0 ? found : kept;
}

function isPrice({ column }: Field): boolean {
  const parts = partsOf(column.name);
  return prices.has(parts.at(-1) ?? '') || prices.has(parts[0] ?? '');
}

/** Rows of another table that say an amount belong to rows of this one. */
function isBought(table: CatalogTable, found: readonly Named<Field>[]): boolean {
  return found.some(({ what }) => what.table !== table && refersTo(what.table, table));
}
