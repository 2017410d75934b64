import { parseExpression, walk } from '@ai-etl/core';

/** Names of columns in an expression as people write it; none when it cannot be read. */
export function columnsIn(text: string): readonly string[] {
  const parsed = parseExpression(text);
  if (!parsed.ok) return [];
  const names: string[] = [];
  walk(parsed.expression, (one) => {
    if (one.kind === 'column') names.push(one.name);
  });
  return [...new Set(names)];
}
