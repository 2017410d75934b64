import { comparability } from '../expression/common-type.ts';
import { inferType } from '../expression/infer-type.ts';
import { describeType, unknownValue, type TypedValue } from '../expression/inferred-type.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import type { Expression } from '../expression/ast.ts';
import type { ExpressionScope } from '../expression/scope.ts';
import type { Findings } from './findings.ts';

export interface TypedExpression extends TypedValue {
  /** Undefined when the text cannot be read. */
  readonly expression: Expression | undefined;
}

const unreadable: TypedExpression = { expression: undefined, ...unknownValue };

/** Parses and types an expression of a spec; everything wrong with it goes to `findings`. */
export function typeExpression(
  text: string,
  scope: ExpressionScope,
  findings: Findings,
): TypedExpression {
  const parsed = parseExpression(text);
  if (!parsed.ok) {
    const { message, position, hint } = parsed.error;
    const where = `${message} (character ${position + 1} of: ${excerpt(text)})`;
    findings.add('EXPRESSION_SYNTAX', scope.path, where, hint);
    return unreadable;
  }
  const { expression } = parsed;
  const { diagnostics, types } = inferType(expression, scope);
  findings.all.push(...diagnostics);
  // A type that is right in spite of an error, such as the bool of a comparison, stays.
  return { expression, ...(types.get(expression) ?? unknownValue) };
}

/** As `typeExpression`, for an expression that becomes a column: a bare NULL has no type. */
export function typeColumn(
  text: string,
  scope: ExpressionScope,
  findings: Findings,
): TypedExpression {
  const typed = typeExpression(text, scope, findings);
  const { kind } = typed.type;
  if (kind !== 'null' && kind !== 'interval') return typed;
  findings.add(
    'TYPE_MISMATCH',
    scope.path,
    `A column cannot be ${describeType(typed.type)}: it needs a type.`,
    kind === 'null' ? 'write CAST(NULL AS text), or another type' : undefined,
  );
  return { ...typed, type: { kind: 'unknown' } };
}

/** As `typeExpression`, for a condition. */
export function typeCondition(
  text: string,
  scope: ExpressionScope,
  findings: Findings,
): TypedExpression {
  const typed = typeExpression(text, scope, findings);
  if (['bool', 'null', 'unknown'].includes(typed.type.kind)) return typed;
  findings.add(
    'TYPE_MISMATCH',
    scope.path,
    `The condition must be true or false, but it is ${describeType(typed.type)}.`,
    'compare it with something, such as x > 0 or x IS NOT NULL',
  );
  return typed;
}

/** As `typeExpression`, for something rows are ordered by. */
export function typeSortKey(text: string, scope: ExpressionScope, findings: Findings): void {
  const { type } = typeExpression(text, scope, findings);
  if (comparability(type) === 'ordered' || comparability(type) === 'equality') return;
  findings.add(
    'TYPE_MISMATCH',
    scope.path,
    `Rows cannot be ordered by ${describeType(type)}.`,
    'order by a number, text, date or time',
  );
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}
