import type { CatalogColumn, Expression } from '@ai-etl/core';
import type { ColumnRef, MeasureIR } from '../question-ir.ts';
import { rowName } from './output-names.ts';

/** The aggregate a measure means. `distinctKey`: rows repeat, so a count counts keys. */
export function measureExpression(
  { fn, column, table, distinct }: MeasureIR,
  print: (ref: ColumnRef) => Expression,
  { distinctKey }: { readonly distinctKey: CatalogColumn | undefined },
): Expression {
  if (fn === 'count' && column === null) {
    return distinctKey === undefined
      ? { kind: 'call', name: 'count', args: [] }
      : {
          kind: 'call',
          name: 'count',
          args: [print({ table, column: distinctKey })],
          distinct: true,
        };
  }
  const args = column === null ? [] : [print({ table, column })];
  return { kind: 'call', name: fn, args, ...(distinct ? { distinct: true } : {}) };
}

/** `total_amount`, `avg_price`, `order_count`. */
export function measureName({ fn, column, table }: MeasureIR): string {
  if (column === null) return `${rowName(table)}_count`;
  const name = column.name.toLowerCase();
  switch (fn) {
    case 'sum':
      return name.includes('total') ? name : `total_${name}`;
    case 'count':
      return `${name}_count`;
    default:
      return `${fn}_${name}`;
  }
}
