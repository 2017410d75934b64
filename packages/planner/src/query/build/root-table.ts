import type { CatalogTable } from '@ai-etl/core';
import type { ColumnRef, QuestionIR } from '../question-ir.ts';

/** The column of each time condition. */
export type Times = ReadonlyMap<QuestionIR['conditions'][number], ColumnRef>;

/** The rows that are counted or added up; of a list, what is listed. */
export function rootOf(ir: QuestionIR): CatalogTable | null {
  const having = ir.conditions.find((one) => one.kind === 'group');
  const values = ir.measures.find((one) => one.fn !== 'count') ?? ir.measures[0];
  if (values !== undefined) return values.table;
  if (having?.kind === 'group') return having.measure.table;
  const [group] = ir.groups;
  const [conditioned] = ir.conditions.flatMap((one) =>
    one.kind === 'group' || one.ref === null ? [] : [one.ref.table],
  );
  return (
    ir.entity ??
    ir.columns[0]?.table ??
    conditioned ??
    (group?.kind === 'column' ? group.ref.table : group?.kind === 'table' ? group.table : null)
  );
}

/** Every table that the query has to join. */
export function neededTables(ir: QuestionIR, times: Times): readonly CatalogTable[] {
  const tables = new Set<CatalogTable>();
  for (const one of ir.measures) tables.add(one.table);
  for (const group of ir.groups) {
    if (group.kind === 'column') tables.add(group.ref.table);
    else if (group.kind === 'table') tables.add(group.table);
    else if (group.ref !== null) tables.add(group.ref.table);
  }
  for (const condition of ir.conditions) {
    if (condition.kind === 'group') tables.add(condition.measure.table);
    else if (condition.kind !== 'time') tables.add(condition.ref.table);
  }
  for (const ref of times.values()) tables.add(ref.table);
  for (const ref of ir.columns)
    if (ir.measures.length === 0 && ir.groups.length === 0) tables.add(ref.table);
  if (ir.measures.length === 0) for (const table of ir.beside) tables.add(table);
  if (ir.order?.by != null) tables.add(ir.order.by.table);
  return [...tables];
}
