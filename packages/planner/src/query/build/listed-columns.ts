import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import type { ColumnRef, QuestionIR } from '../question-ir.ts';
import { keyColumns, labelColumns } from '../table-facts.ts';

/** Columns of a list: those that are named, with what names the row; else all of the table's. */
export function listed(ir: QuestionIR, root: CatalogTable): readonly ColumnRef[] {
  const own = ir.columns.length > 0 ? namedColumns(ir, root) : wholeRow(ir, root);
  const beside = ir.measures.length === 0 ? ir.beside : [];
  const refs = [...own, ...beside.flatMap((table) => refsOf(table, labelColumns(table)))];
  return refs.filter(
    (ref, at) =>
      refs.findIndex((other) => other.table === ref.table && other.column === ref.column) === at,
  );
}

/** What is named; a row is told by its name where it is one of a few, or nothing of it is named. */
function namedColumns(ir: QuestionIR, root: CatalogTable): readonly ColumnRef[] {
  if (ir.distinct) return ir.columns;
  const label = ir.limit === null ? [] : labelColumns(root);
  const isForeign = ir.columns.every((one) => one.table !== root);
  const key = isForeign ? [...keyColumns(root), ...labelColumns(root)] : [];
  return [...refsOf(root, [...label, ...key]), ...ir.columns];
}

/** All of a row; of the one that is ranked first, what names it and what it is ranked by. */
function wholeRow(ir: QuestionIR, root: CatalogTable): readonly ColumnRef[] {
  const by = ir.order?.by ?? null;
  if (ir.limit !== 1 || by === null || 'fn' in by)
    return refsOf(root, root.columns.filter(isPlain));
  return [...refsOf(root, [...keyColumns(root), ...labelColumns(root)]), by];
}

function refsOf(table: CatalogTable, columns: readonly CatalogColumn[]): readonly ColumnRef[] {
  return columns.map((column) => ({ table, column }));
}

/** What every dialect can list, sort and make distinct. */
function isPlain({ type }: CatalogColumn): boolean {
  return type.kind !== 'json' && type.kind !== 'list' && type.kind !== 'bytes';
}
