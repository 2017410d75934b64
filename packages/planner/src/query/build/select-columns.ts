import type { CatalogTable, Expression, QueryColumn } from '@ai-etl/core';
import type { ColumnRef, QuestionIR } from '../question-ir.ts';
import { listed } from './listed-columns.ts';
import type { MeasureColumn } from './measure-columns.ts';
import { rowName, type Names } from './output-names.ts';
import { sameExpression } from './same-expression.ts';

/** What the rows of the answer show: groups and measures; else the columns of a list. */
export function selectColumns(
  ir: QuestionIR,
  {
    root,
    column,
    names,
    grouped,
    measures,
  }: {
    readonly root: CatalogTable;
    readonly column: (ref: ColumnRef) => Expression;
    readonly names: Names;
    readonly grouped: readonly QueryColumn[];
    readonly measures: readonly MeasureColumn[];
  },
): QueryColumn[] {
  const select: QueryColumn[] = [];
  for (const { name, expression } of grouped) addColumn(select, names, [name, expression]);
  if (grouped.length + measures.length === 0) {
    for (const ref of listed(ir, root)) {
      const { name } = ref.column;
      const free = names.has(name) ? `${rowName(ref.table)}_${name}` : name;
      addColumn(select, names, [free, column(ref)]);
    }
  }
  return [...select, ...measures.map((one) => one.column)];
}

/** Adds a column with a name of its own, unless it is there. */
export function addColumn(
  select: QueryColumn[],
  names: Names,
  [name, expression]: readonly [string, Expression],
): void {
  if (select.some((one) => sameExpression(one.expression, expression))) return;
  select.push({ name: names.free(name), expression });
}
