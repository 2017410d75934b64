import type { CatalogTable } from '@ai-etl/core';
import { nameOf, type Asked } from '../asked.ts';
import { belongsTo } from '../join-graph.ts';
import type { QuestionIR } from '../question-ir.ts';

/** What the words name beside a measure, and the query would leave out. */
export function strayNames(
  ir: QuestionIR,
  asked: Asked,
  root: CatalogTable,
  joined: readonly CatalogTable[],
): readonly string[] {
  const used = new Set(
    ir.conditions.flatMap((one) =>
      one.kind === 'group' || one.ref === null ? [] : [one.ref.column],
    ),
  );
  const ordered = ir.order?.by;
  const columns = ir.columns
    .filter(({ column }) => !used.has(column) && !ir.measures.some((one) => one.column === column))
    .filter(({ column }) => ordered == null || !('column' in ordered) || ordered.column !== column)
    .map(nameOf);
  const belongs = (table: CatalogTable) =>
    joined.includes(table) || belongsTo(asked.edges, root, table);
  return [
    ...columns,
    ...ir.beside.filter((table) => !belongs(table)).map((table) => table.object.name),
  ];
}
