import type { CatalogTable } from '@ai-etl/core';
import type { ColumnRef, MeasureFunction, MeasureIR } from '../question-ir.ts';

/** A measure where it was read. */
export interface ReadMeasure {
  readonly measure: MeasureIR;
  readonly start: number;
  readonly end: number;
}

/** How many rows of a table. */
export function countOf(table: CatalogTable): MeasureIR {
  return { fn: 'count', column: null, table, distinct: false };
}

/** A function of a column's values. */
export function measureOf(fn: MeasureFunction, { table, column }: ColumnRef): MeasureIR {
  return { fn, column, table, distinct: false };
}

/** Whether two measures compute the same. */
export function sameMeasure(a: MeasureIR, b: MeasureIR): boolean {
  return a.fn === b.fn && a.column === b.column && a.table === b.table;
}

/** Whether rows that repeat change its value: a sum, unlike a highest one. Counts count keys. */
export function addsUp({ fn }: MeasureIR): boolean {
  return fn !== 'count' && fn !== 'min' && fn !== 'max';
}
