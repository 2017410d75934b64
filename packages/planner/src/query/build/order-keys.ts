import {
  isInteger,
  type CatalogTable,
  type Expression,
  type OrderKey,
  type QueryColumn,
} from '@ai-etl/core';
import type { Asked } from '../asked.ts';
import { eventColumn } from '../event-column.ts';
import { sameMeasure } from '../measures/make-measure.ts';
import type { ColumnRef, OrderIR, QuestionIR } from '../question-ir.ts';
import { keyColumns } from '../table-facts.ts';
import type { MeasureColumn } from './measure-columns.ts';
import { sameExpression } from './same-expression.ts';

interface OrderContext {
  readonly asked: Asked;
  readonly root: CatalogTable;
  readonly column: (ref: ColumnRef) => Expression;
  readonly measures: readonly MeasureColumn[];
  readonly grouped: readonly QueryColumn[];
  readonly select: readonly QueryColumn[];
}

/** What the words order by, then keys: the same question gives the same rows in the same order. */
export function orderKeys(ir: QuestionIR, context: OrderContext): readonly OrderKey[] {
  const { root, column, measures, grouped, select } = context;
  const keys: OrderKey[] = [];
  const add = (by: Expression, direction: 'asc' | 'desc'): void => {
    if (keys.some((key) => sameExpression(key.by, by))) return;
    keys.push({ by, direction, nulls: 'last' });
  };
  const asked = ir.order === null ? null : orderedBy(ir.order, context);
  if (asked !== null) add(asked, ir.order?.direction ?? 'asc');
  for (const group of grouped) add(group.expression, 'asc');
  if (grouped.length === 0 && measures.length === 0) {
    if (ir.distinct) for (const one of select) add(one.expression, 'asc');
    else for (const key of keyColumns(root)) add(column({ table: root, column: key }), 'asc');
  }
  return keys;
}

function orderedBy(
  { by, time }: OrderIR,
  { asked, root, column, measures, grouped, select }: OrderContext,
): Expression | null {
  const moment = time === true ? eventColumn(asked, root) : null;
  if (moment !== null && measures.length === 0) return column(moment);
  const [first] = measures;
  if (by === null)
    return first?.column.expression ?? priceOf(root, column) ?? select[0]?.expression ?? null;
  if ('fn' in by) {
    const same = measures.find((one) => sameMeasure(one.measure, by)) ?? first;
    return same?.column.expression ?? null;
  }
  // A column that is computed with is ordered by what is computed, unless it makes the groups.
  const own = measures.find((one) => one.measure.column === by.column);
  const groups = grouped.some((one) => sameExpression(one.expression, column(by)));
  return own === undefined || groups ? column(by) : own.column.expression;
}

function priceOf(root: CatalogTable, column: (ref: ColumnRef) => Expression): Expression | null {
  const price = root.columns.find(
    (one) => /price|fee|cost|amount/iu.test(one.name) && !isInteger(one.type),
  );
  return price === undefined ? null : column({ table: root, column: price });
}
