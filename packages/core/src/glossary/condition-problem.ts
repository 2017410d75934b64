import { functionRegistry, isAggregateFunction } from '../expression/functions/registry.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import { walk } from '../expression/walk.ts';

/**
 * Why the condition of a term says nothing of one row; null: it does. Whether its columns are there, and what they
 * hold, is only known with a catalog.
 */
export function conditionProblem(text: string): string | null {
  const parsed = parseExpression(text);
  // The schema of a term refuses it.
  if (!parsed.ok) return null;
  const problems: string[] = [];
  let hasColumn = false;
  walk(parsed.expression, (one) => {
    if (one.kind === 'column') hasColumn = true;
    if (one.kind === 'window') problems.push('must look at one row, not at those around it');
    if (one.kind !== 'call') return;
    if (isAggregateFunction(one.name))
      problems.push(`must look at one row, and ${one.name} looks at many`);
    else if (!functionRegistry.has(one.name)) problems.push(`names no function: ${one.name}`);
  });
  if (!hasColumn) problems.push('must be about a column of the table');
  return problems[0] ?? null;
}
