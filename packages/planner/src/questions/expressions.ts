import type { BinaryOperator, CatalogColumn, Expression, LiteralExpression } from '@ai-etl/core';
import { isNumeric } from '@ai-etl/core';
import { text } from '../query/conditions/equality.ts';

export function column(table: string, name: string): Expression {
  return { kind: 'column', table, name };
}

export function numeral(value: number): LiteralExpression {
  const isWhole = Number.isInteger(value) && Math.abs(value) < 2 ** 53;
  return { kind: 'literal', type: isWhole ? 'integer' : 'decimal', value: plain(value) };
}

function plain(value: number): string {
  const printed = String(value);
  return /e/u.test(printed) ? value.toFixed(20).replace(/\.?0+$/u, '') : printed;
}

/** A literal that can be compared with a column; null when the text is none of its type. */
export function literalFor(target: CatalogColumn, value: string): LiteralExpression | null {
  const { kind } = target.type;
  if (isNumeric(target.type))
    return /^-?\d+(?:\.\d+)?$/u.test(value) ? numeral(Number(value)) : null;
  if (kind === 'text') return text(value);
  if (kind === 'bool')
    return /^(?:true|yes|1|t|y)$/iu.test(value)
      ? { kind: 'literal', type: 'bool', value: true }
      : { kind: 'literal', type: 'bool', value: false };
  if (kind === 'date')
    return /^\d{4}-\d{2}-\d{2}$/u.test(value) ? { kind: 'literal', type: 'date', value } : null;
  return text(value);
}

export function binary(op: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', op, left, right };
}

/** Whether an expression is among these: plain data, built the same way each time. */
export function isAmong(list: readonly Expression[], one: Expression): boolean {
  const text = JSON.stringify(one);
  return list.some((other) => JSON.stringify(other) === text);
}

/** All must be true. */
export function every(list: readonly Expression[]): Expression {
  return list.reduceRight((right, left) => binary('and', left, right));
}

/** Any must be true. */
export function some(list: readonly Expression[]): Expression {
  return list.reduceRight((right, left) => binary('or', left, right));
}

export function call(name: string, args: readonly Expression[], distinct = false): Expression {
  return distinct ? { kind: 'call', name, args, distinct } : { kind: 'call', name, args };
}
