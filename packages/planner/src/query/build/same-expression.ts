import type { Expression } from '@ai-etl/core';

/** Whether two expressions are the same to the letter. */
export function sameExpression(a: Expression, b: Expression): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
