import type { Expression } from './ast.ts';
import { printExpression } from './print-expression.ts';

/** An expression for a message: its text, at most 60 characters. */
export function shorten(expression: Expression): string {
  const text = printExpression(expression);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
