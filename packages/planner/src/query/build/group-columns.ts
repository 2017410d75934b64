import type { CatalogTable, Expression, LiteralExpression, QueryColumn } from '@ai-etl/core';
import type { Asked } from '../asked.ts';
import { eventColumn } from '../event-column.ts';
import type { ColumnRef, GroupIR } from '../question-ir.ts';
import { keyColumns, labelColumns } from '../table-facts.ts';
import { rowName } from './output-names.ts';
import type { Times } from './root-table.ts';

interface GroupContext {
  readonly asked: Asked;
  readonly root: CatalogTable;
  readonly column: (ref: ColumnRef) => Expression;
  readonly times: Times;
}

/** What groups are made by and show; null when a time has no column. */
export function groupColumns(
  groups: readonly GroupIR[],
  context: GroupContext,
): readonly QueryColumn[] | null {
  const columns = groups.map((group) => columnsOf(group, context));
  return columns.includes(null) ? null : columns.flatMap((one) => one ?? []);
}

function columnsOf(
  group: GroupIR,
  { asked, root, column, times }: GroupContext,
): readonly QueryColumn[] | null {
  switch (group.kind) {
    case 'column':
      return [{ name: group.ref.column.name, expression: column(group.ref) }];
    case 'table': {
      const { table } = group;
      const named = new Set([...keyColumns(table), ...labelColumns(table)]);
      const prefix = (name: string) =>
        /^(?:id|name|title|code)$/iu.test(name) ? `${rowName(table)}_${name}` : name;
      return [...named].map((one) => ({
        name: prefix(one.name),
        expression: column({ table, column: one }),
      }));
    }
    case 'time': {
      const ref = group.ref ?? [...times.values()][0] ?? eventColumn(asked, root);
      if (ref === null) return null;
      const unit: LiteralExpression = { kind: 'literal', type: 'text', value: group.unit };
      const args = [unit, column(ref)];
      return [{ name: group.unit, expression: { kind: 'call', name: 'date_trunc', args } }];
    }
  }
}
