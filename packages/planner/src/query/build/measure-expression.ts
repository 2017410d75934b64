import type { CatalogColumn, Expression } from '@ai-etl/core';
import { nameWords } from '../../link/name-words.ts';
import type { ColumnRef, MeasureIR } from '../question-ir.ts';

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

/** `total_amount`, `avg_price`, `orders`. */
export function measureName({ fn, column, table }: MeasureIR): string {
  if (column === null) return `${nameWords(table.object.name).join('_')}_count`;
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

export function countsDistinct(measure: MeasureIR): boolean {
  return measure.fn === 'count';
}

export function sameMeasure(a: MeasureIR, b: MeasureIR): boolean {
  return a.fn === b.fn && a.column === b.column && a.table === b.table;
}
