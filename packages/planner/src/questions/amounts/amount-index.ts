import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import type { JoinEdge } from '../../query/join-graph.ts';
import { detailEdges, findAmounts } from './find-amounts.ts';
import { unitPrices } from './unit-prices.ts';
import type { AmountKind, ReckonedColumn, Reckoning } from './reckoning.ts';

/** Amounts of a schema that no column holds. */
export interface AmountIndex {
  readonly all: readonly ReckonedColumn[];
  /** null: the column is one that its table has. */
  reckoningOf(column: CatalogColumn): Reckoning | null;
  of(table: CatalogTable, kind?: AmountKind): readonly ReckonedColumn[];
  /** Whether it only tells what one costs, and other columns how many there are. */
  isPrice(column: CatalogColumn): boolean;
  /** Tables whose rows make up the rows of another: lines of orders. */
  detailsOf(table: CatalogTable): readonly CatalogTable[];
  /** What the rows of a table are parts of. */
  wholesOf(table: CatalogTable): readonly CatalogTable[];
}

/** Finds the amounts of tables that are joined by `edges`. */
export function indexAmounts(
  tables: readonly CatalogTable[],
  edges: readonly JoinEdge[],
): AmountIndex {
  const parents = grouped(edges, ({ many, one }) => [many, one]);
  const details = detailEdges(edges);
  const parts = grouped(details, ({ many, one }) => [one, many]);
  const wholes = grouped(details, ({ many, one }) => [many, one]);
  const all = tables.flatMap((table) => findAmounts(table, parents.get(table) ?? [], details));
  const byTable = new Map<CatalogTable, ReckonedColumn[]>();
  for (const one of all)
    byTable.set(one.field.table, [...(byTable.get(one.field.table) ?? []), one]);
  const byColumn = new Map(all.map(({ field, reckoning }) => [field.column, reckoning]));
  const sold = all.filter(({ reckoning }) => reckoning.kind === 'income');
  // A list says what one would cost, beside what it was sold for.
  const listed = sold.flatMap(({ field }) =>
    (parents.get(field.table) ?? []).flatMap((parent) => unitPrices(parent)),
  );
  const prices = new Set([
    ...all.map(({ reckoning }) => reckoning.price.column),
    ...listed.map(({ column }) => column),
  ]);
  return {
    all,
    isPrice: (column) => prices.has(column),
    reckoningOf: (column) => byColumn.get(column) ?? null,
    of: (table, kind) =>
      (byTable.get(table) ?? []).filter(
        ({ reckoning }) => kind === undefined || reckoning.kind === kind,
      ),
    detailsOf: (table) => parts.get(table) ?? [],
    wholesOf: (table) => wholes.get(table) ?? [],
  };
}

function grouped(
  edges: readonly JoinEdge[],
  pairOf: (edge: JoinEdge) => readonly [CatalogTable, CatalogTable],
): ReadonlyMap<CatalogTable, readonly CatalogTable[]> {
  const found = new Map<CatalogTable, CatalogTable[]>();
  for (const edge of edges) {
    const [from, to] = pairOf(edge);
    const list = found.get(from) ?? [];
    if (!list.includes(to)) found.set(from, [...list, to]);
  }
  return found;
}
