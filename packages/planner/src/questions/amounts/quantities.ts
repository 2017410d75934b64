import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { isMeasure } from '../../query/table-facts.ts';
import { partsOf } from '../name-parts.ts';
import { columnUnit } from '../units/column-unit.ts';
import { unitOf } from '../units/units.ts';

/** Words of names of how many there are of something. */
const counts: readonly string[] =
  'quantity unit piece pcs pc copy ticket pack package bottle box item'.split(' ');
const stocks: ReadonlySet<string> = new Set('stock inventory hand onhand'.split(' '));
/** Numbers of pieces that are not those of the row. */
const others: ReadonlySet<string> = new Set(
  'price cost rate fee amount minimum maximum reorder reserved returned return defect damaged threshold level target percentage weight size'.split(
    ' ',
  ),
);

/** The column that tells how many pieces a row is of; null where none does. */
export function pieceCount(table: CatalogTable): CatalogColumn | null {
  const found = table.columns
    .filter((column) => isMeasure(column, table))
    .flatMap((column) => {
      const parts = partsOf(column.name);
      const rank = counts.findIndex((word) => parts.includes(word));
      // `unit_kg` is what one weighs.
      const isOfOne = parts[0] === 'unit' && parts.length > 1 && columnUnit(column) !== null;
      const isNone = rank === -1 || isOther(parts) || isStock(parts) || isOfOne;
      return isNone ? [] : [{ column, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank);
  return found[0]?.column ?? null;
}

/** The column that tells how many pieces are there; null where none does. */
export function stockCount(table: CatalogTable): CatalogColumn | null {
  const found = table.columns.filter((column) => {
    const parts = partsOf(column.name);
    return isMeasure(column, table) && isStock(parts) && !isOther(parts);
  });
  return found[0] ?? null;
}

function isStock(parts: readonly string[]): boolean {
  return parts.some((part) => stocks.has(part));
}

function isOther(parts: readonly string[]): boolean {
  return parts.some((part) => others.has(part));
}

/** A column that is told in the unit of a price, and how many of its own make one of that; null where none is. */
export function countPer(
  table: CatalogTable,
  unit: string,
): { readonly column: CatalogColumn; readonly per: number } | null {
  const priced = unitOf(unit) ?? unitOf(`${unit}s`);
  const measures = table.columns.filter(
    (column) => isMeasure(column, table) && !isOther(partsOf(column.name)),
  );
  const named = measures.find((column) => partsOf(column.name).includes(unit));
  if (named !== undefined) return { column: named, per: 1 };
  if (priced === null) return null;
  for (const column of measures) {
    const own = columnUnit(column);
    if (own?.dimension === priced.dimension && own.factor !== null)
      return { column, per: priced.factor / own.factor };
  }
  return null;
}
