import type { CatalogTable } from '@ai-etl/core';
import { eventColumns, hasClearEvent } from '../link/link-column.ts';
import { nameOf, type Asked } from './asked.ts';
import type { ColumnRef } from './question-ir.ts';

/** The column that says when a row came to be, or null; told when another one might be meant. */
export function eventColumn(asked: Asked, table: CatalogTable): ColumnRef | null {
  const [column, ...others] = eventColumns(table);
  if (column === undefined) return null;
  if (!hasClearEvent(table) || others.length > 0) {
    const value = nameOf({ table, column });
    if (!asked.assumptions.some((one) => one.path === 'time' && one.value === value)) {
      asked.assumptions.push({
        path: 'time',
        value,
        because: 'the words do not say which date counts',
        alternatives: others.slice(0, 4).map((one) => nameOf({ table, column: one })),
      });
    }
  }
  return { table, column };
}
