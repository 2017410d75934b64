import type { CatalogTable } from '@ai-etl/core';
import type { Distance } from './distance.ts';
import type { ColumnMention, TableMention } from './form.ts';
import { weights } from './weights.ts';

/** Which table each mention means. */
export type TableChoice = (mention: TableMention) => CatalogTable;

/**
 * Of tables that words name equally well, the one nearest to what else is named: "people" with their pay are the
 * staff, with their orders the customers.
 */
export function chooseTables(
  tables: readonly TableMention[],
  columns: readonly ColumnMention[],
  distance: Distance,
): TableChoice {
  const anchors = [
    ...tables.filter((one) => tied(one).length === 1).map(firstOf),
    ...columns.flatMap(onlyTable),
  ];
  const chosen = new Map<TableMention, CatalogTable>();
  return (mention) => {
    const known = chosen.get(mention);
    if (known !== undefined) return known;
    const cost = (table: CatalogTable): number =>
      anchors.reduce((sum, anchor) => sum + Math.min(6, distance(table, anchor)), 0);
    const [best] = tied(mention).toSorted((a, b) => cost(a) - cost(b));
    const table = best ?? firstOf(mention);
    chosen.set(mention, table);
    return table;
  };
}

function tied({ alternatives }: TableMention): readonly CatalogTable[] {
  const least = (alternatives[0]?.score ?? 0) - weights.resolve.tie;
  return alternatives.filter(({ score }) => score >= least).map(({ what }) => what);
}

function firstOf({ alternatives, words }: TableMention): CatalogTable {
  const [first] = alternatives;
  if (first === undefined) throw new Error(`No table is named by "${words}".`);
  return first.what;
}

function onlyTable({ alternatives }: ColumnMention): readonly CatalogTable[] {
  const least = (alternatives[0]?.score ?? 0) - 0.1;
  const tables = new Set(
    alternatives.filter(({ score }) => score >= least).map(({ what }) => what.table),
  );
  return tables.size === 1 ? [...tables] : [];
}
