import type { CatalogTable } from '@ai-etl/core';
import { eventColumns, hasClearEvent } from '../link/link-column.ts';
import { assumeColumn, nameOf, type Asked } from './asked.ts';
import type { ColumnRef } from './question-ir.ts';

/** The column that says when a row came to be, or null; told when another one might be meant. */
export function eventColumn(asked: Asked, table: CatalogTable): ColumnRef | null {
  const [column, ...others] = eventColumns(table);
  if (column === undefined) return null;
  const taken = { table, column };
  const isSure = hasClearEvent(table) && others.length === 0;
  const isTold = asked.assumptions.some(
    (one) => one.path === 'time' && one.value === nameOf(taken),
  );
  if (!isSure && !isTold) {
    assumeColumn(asked, [taken, ...others.map((one) => ({ table, column: one }))], {
      path: 'time',
      because: 'the words do not say which date counts',
    });
  }
  return taken;
}
