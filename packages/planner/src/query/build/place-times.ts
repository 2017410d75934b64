import type { CatalogTable } from '@ai-etl/core';
import type { Asked } from '../asked.ts';
import { eventColumn } from '../event-column.ts';
import { belongsTo } from '../join-graph.ts';
import type { ColumnRef, QuestionIR } from '../question-ir.ts';
import { neededTables, type Times } from './root-table.ts';

/** The column of each time: its own, or when the root's rows happened, or a table near to it. */
export function placeTimes(ir: QuestionIR, asked: Asked, root: CatalogTable): Times | null {
  const times = new Map<QuestionIR['conditions'][number], ColumnRef>();
  for (const condition of ir.conditions) {
    if (condition.kind !== 'time') continue;
    const ref = condition.ref ?? nearestEvent(ir, asked, root);
    if (ref === null) return null;
    times.set(condition, ref);
  }
  return times;
}

/** When rows of the root happened; where it has no date, the nearest table that it belongs to. */
function nearestEvent(ir: QuestionIR, asked: Asked, root: CatalogTable): ColumnRef | null {
  const own = eventColumn(asked, root);
  if (own !== null) return own;
  const near = [
    ...neededTables(ir, new Map()),
    ...asked.edges.filter((edge) => edge.many === root).map((edge) => edge.one),
  ];
  for (const table of near) {
    const isOf = belongsTo(asked.edges, root, table);
    const ref = isOf && isEvent(table) ? eventColumn(asked, table) : null;
    if (ref !== null) return ref;
  }
  return null;
}

/** Orders happen; products and customers only exist. */
function isEvent(table: CatalogTable): boolean {
  return /order|sale|purchase|payment|invoice|bill|visit|session|event|booking|shipment|return|ticket|transaction|trip|call/iu.test(
    table.object.name,
  );
}
