import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import type { ColumnRef, QuestionIR } from '../question-ir.ts';
import { keyColumns, labelColumns } from '../table-facts.ts';

/** Columns of a list: those that are named, with what names the row; else all of the table's. */
export function listed(ir: QuestionIR, root: CatalogTable): readonly ColumnRef[] {
  const refs: ColumnRef[] = [];
  const conditioned =
    ir.order?.by !== null &&
    ir.order?.by !== undefined &&
    'column' in ir.order.by &&
    ir.order.by.column !== null &&
    !('fn' in ir.order.by)
      ? [{ table: ir.order.by.table, column: ir.order.by.column }]
      : [];
  if (ir.columns.length > 0) {
    refs.push(...ir.columns);
    // A row is named when only columns of other tables are asked for.
    if (!ir.distinct && ir.columns.every((one) => one.table !== root)) {
      const named = [...keyColumns(root), ...labelColumns(root)];
      refs.unshift(...named.map((column) => ({ table: root, column })));
    }
    if (ir.limit !== null && !ir.distinct)
      refs.unshift(...labelColumns(root).map((column) => ({ table: root, column })));
  } else if (ir.limit === 1 && conditioned.length > 0) {
    refs.push(
      ...[...keyColumns(root), ...labelColumns(root)].map((column) => ({ table: root, column })),
      ...conditioned,
    );
  } else refs.push(...root.columns.filter(comparable).map((column) => ({ table: root, column })));
  for (const table of ir.measures.length === 0 ? ir.beside : [])
    refs.push(...labelColumns(table).map((column) => ({ table, column })));
  return refs.filter(
    (ref, at) =>
      refs.findIndex((other) => other.table === ref.table && other.column === ref.column) === at,
  );
}

/** What every dialect can list, sort and make distinct. */
function comparable(column: CatalogColumn): boolean {
  return column.type.kind !== 'json' && column.type.kind !== 'list' && column.type.kind !== 'bytes';
}
