import type { Expression, LikeExpression } from '@ai-etl/core';
import type { ExpressionPrinter } from '../dialect.ts';
import { precedence, type Fragment } from '../fragment.ts';

/** Binds tighter than every operator that is printed. */
export const collatePrecedence = 9;

/** Text in the order of its code points, whatever the database's collation is. */
export function printOrdered(
  expression: Expression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { type } = printer.typeOf(expression);
  if (type?.kind === 'json' || type?.kind === 'list') {
    const text = `CAST(${printer.print(expression)} AS text) COLLATE "C"`;
    return { text, precedence: collatePrecedence };
  }
  if (type?.kind !== 'text' || expression.kind === 'literal') return undefined;
  return {
    text: `${printer.print(expression, collatePrecedence)} COLLATE "C"`,
    precedence: collatePrecedence,
  };
}

/** ILIKE knows all of Unicode under an ICU collation only. */
export function printLike(
  expression: LikeExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  if (!expression.caseInsensitive) return undefined;
  const [operand, pattern] = [expression.operand, expression.pattern].map(
    (one) => `${printer.print(one, collatePrecedence)} COLLATE "und-x-icu"`,
  );
  return {
    text: `${operand} ${expression.negated ? 'NOT ' : ''}ILIKE ${pattern}`,
    precedence: precedence.comparison,
  };
}

/** A text of its own is of no type yet, where a function takes values of any type. */
export function typed(expression: Expression, printer: ExpressionPrinter): string {
  const text = printer.print(expression);
  return expression.kind === 'literal' && expression.type === 'text'
    ? `CAST(${text} AS text)`
    : text;
}

/** The text of `printOrdered`, or the plain one. */
export function ordered(expression: Expression, printer: ExpressionPrinter): string {
  return (printOrdered(expression, printer) ?? printer.fragment(expression)).text;
}

/** As `ordered`, for functions that take values of any type. */
export function orderedValue(expression: Expression, printer: ExpressionPrinter): string {
  return printOrdered(expression, printer)?.text ?? typed(expression, printer);
}
