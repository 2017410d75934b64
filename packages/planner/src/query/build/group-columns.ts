import type { CatalogTable, Expression, LiteralExpression } from '@ai-etl/core';
import type { Asked } from '../asked.ts';
import { eventColumn } from '../event-column.ts';
import type { ColumnRef, GroupIR } from '../question-ir.ts';
import { keyColumns, labelColumns } from '../table-facts.ts';
import { singular } from './output-names.ts';
import type { Times } from './place-times.ts';

export interface GroupColumn {
  readonly name: string;
  readonly expression: Expression;
  readonly shown: boolean;
  readonly isTime: boolean;
}

interface GroupContext {
  readonly asked: Asked;
  readonly root: CatalogTable;
  readonly column: (ref: ColumnRef) => Expression;
  readonly times: Times;
}

export function groupColumns(
  group: GroupIR,
  { asked, root, column, times }: GroupContext,
): readonly (GroupColumn | null)[] {
  switch (group.kind) {
    case 'column':
      return [
        { name: group.ref.column.name, expression: column(group.ref), shown: true, isTime: false },
      ];
    case 'table': {
      const keys = keyColumns(group.table);
      const labels = labelColumns(group.table);
      const prefix = (name: string) =>
        /^(?:id|name|title|code)$/iu.test(name) ? `${singular(group.table)}_${name}` : name;
      return [...new Set([...keys, ...labels])].map((one) => ({
        name: prefix(one.name),
        expression: column({ table: group.table, column: one }),
        shown: true,
        isTime: false,
      }));
    }
    case 'time': {
      const ref = group.ref ?? [...times.values()][0] ?? eventColumn(asked, root);
      if (ref === null) return [null];
      const operand = column(ref);
      const unit: LiteralExpression = { kind: 'literal', type: 'text', value: group.unit };
      return [
        {
          name: group.unit,
          expression: { kind: 'call', name: 'date_trunc', args: [unit, operand] },
          shown: true,
          isTime: true,
        },
      ];
    }
  }
}
