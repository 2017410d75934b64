import {
  isInteger,
  type CatalogTable,
  type Expression,
  type OrderKey,
  type QueryColumn,
} from '@ai-etl/core';
import type { Asked } from '../asked.ts';
import { eventColumn } from '../event-column.ts';
import type { ColumnRef, MeasureIR, QuestionIR } from '../question-ir.ts';
import { keyColumns } from '../table-facts.ts';
import type { GroupColumn } from './group-columns.ts';
import { sameMeasure } from './measure-expression.ts';

export function orderKeys(
  ir: QuestionIR,
  {
    asked,
    root,
    column,
    measures,
    grouped,
    select,
  }: {
    readonly asked: Asked;
    readonly root: CatalogTable;
    readonly column: (ref: ColumnRef) => Expression;
    readonly measures: readonly { readonly measure: MeasureIR; readonly column: QueryColumn }[];
    readonly grouped: readonly GroupColumn[];
    readonly select: readonly QueryColumn[];
  },
): OrderKey[] {
  const keys: OrderKey[] = [];
  const { order } = ir;
  const add = (by: Expression, direction: 'asc' | 'desc'): void => {
    if (keys.some((key) => sameExpression(key.by, by))) return;
    keys.push({ by, direction, nulls: 'last' });
  };
  if (order !== null) {
    const by = order.by;
    const time = order.time === true ? (eventColumn(asked, root) ?? null) : null;
    if (time !== null && measures.length === 0) add(column(time), order.direction);
    else if (by !== null && 'fn' in by) {
      const found = measures.find((one) => sameMeasure(one.measure, by)) ?? measures[0];
      if (found !== undefined) add(found.column.expression, order.direction);
    } else if (by !== null) {
      const own = measures.find((one) => one.measure.column === by.column);
      add(
        own === undefined || grouped.some((one) => sameExpression(one.expression, column(by)))
          ? column(by)
          : own.column.expression,
        order.direction,
      );
    } else if (measures[0] !== undefined) add(measures[0].column.expression, order.direction);
    else if (select[0] !== undefined)
      add(priceOf(root, column) ?? select[0].expression, order.direction);
  }
  // The same question gives the same rows in the same order.
  for (const group of grouped) add(group.expression, 'asc');
  if (grouped.length === 0 && measures.length === 0) {
    if (ir.distinct) for (const one of select) add(one.expression, 'asc');
    else for (const key of keyColumns(root)) add(column({ table: root, column: key }), 'asc');
  }
  return keys;
}

function priceOf(root: CatalogTable, column: (ref: ColumnRef) => Expression): Expression | null {
  const price = root.columns.find(
    (one) => /price|fee|cost|amount/iu.test(one.name) && !isInteger(one.type),
  );
  return price === undefined ? null : column({ table: root, column: price });
}

export function sameExpression(a: Expression, b: Expression): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
