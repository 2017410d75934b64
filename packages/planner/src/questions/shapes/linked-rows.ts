import type { CatalogTable } from '@ai-etl/core';
import type { Block } from '../block.ts';
import type { Test } from '../form.ts';

/** Tests of rows elsewhere, and the table in which a row is looked for that passes them all. */
export interface TestsOfRow {
  readonly table: CatalogTable;
  readonly tests: readonly Test[];
}

/**
 * "Swimmers with more than 8 points in the Spring Cup": the points and the cup are of one result. Tests of rows that
 * are reached through the same row are asked of it together.
 */
export function testsOfOneRow(
  elsewhere: ReadonlyMap<CatalogTable, readonly Test[]>,
  block: Block,
): readonly TestsOfRow[] {
  const all = [...elsewhere].map(([table, tests]) => ({ table, tests }));
  if (all.length < 2) return all;
  const byLink = Map.groupBy(all, ({ table }) => linkTo(table, block));
  return [...byLink].flatMap(([link, held]) =>
    held.length === 1 ? held : [{ table: link, tests: held.flatMap(({ tests }) => tests) }],
  );
}

/** The rows of which several may belong to one at hand, and through each of which one row of the table is reached. */
function linkTo(table: CatalogTable, block: Block): CatalogTable {
  const path = block.pathTo(table) ?? [];
  const many = path.findIndex(({ toOne }) => !toOne);
  const isOne = path.slice(many + 1).every(({ toOne }) => toOne);
  return many >= 0 && isOne ? (path[many]?.next ?? table) : table;
}
