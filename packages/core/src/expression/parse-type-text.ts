import type { ColumnType } from '../types/column-type.ts';
import { parseExpression } from './parse-expression.ts';

/** Reads a type in logical or common SQL spelling (`numeric(10,2)`, `bigint`), or undefined. */
export function parseTypeText(text: string): ColumnType | undefined {
  const parsed = parseExpression(`CAST(NULL AS ${text})`);
  return parsed.ok && parsed.expression.kind === 'cast' ? parsed.expression.to : undefined;
}
