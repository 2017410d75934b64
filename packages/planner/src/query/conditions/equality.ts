import type { LiteralExpression } from '@ai-etl/core';

/** A text as a literal. */
export function text(value: string): LiteralExpression {
  return { kind: 'literal', type: 'text', value };
}
