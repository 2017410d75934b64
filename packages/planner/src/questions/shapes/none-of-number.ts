import { isNumeric } from '@ai-etl/core';
import { partsOf } from '../name-parts.ts';
import type { ColumnMention, Test } from '../form.ts';

/** "coasters that have no inversions", where a column holds their number: nought; null for other columns. */
export function noneOfNumber(left: ColumnMention): Test | null {
  const column = left.alternatives[0]?.what.column;
  if (column === undefined || !isNumeric(column.type)) return null;
  const parts = partsOf(column.name);
  const isCount = parts.length > 1 && (parts[0] === 'number' || parts.at(-1) === 'count');
  const right = { kind: 'number', value: 0, text: '0' } as const;
  return isCount ? { kind: 'compare', left, op: 'eq', right } : null;
}
