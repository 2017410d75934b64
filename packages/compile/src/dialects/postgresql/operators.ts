import {
  isInteger,
  type BinaryExpression,
  type Expression,
  type UnaryExpression,
} from '@ai-etl/core';
import type { ExpressionPrinter } from '../dialect.ts';
import { atom, precedence, type Fragment } from '../fragment.ts';

/** Arithmetic where PostgreSQL's result type is narrower than ours, and moving dates. */
export function printBinary(
  expression: BinaryExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { op, left, right } = expression;
  switch (op) {
    case 'add':
    case 'subtract':
      return isInterval(right)
        ? shift(expression, printer)
        : arithmetic(expression, op === 'add' ? '+' : '-', printer);
    case 'multiply':
      return arithmetic(expression, '*', printer);
    case 'modulo':
      return arithmetic(expression, '%', printer);
    case 'divide': {
      const dividend = asDouble(left, printer, precedence.multiplicative);
      const divisor = nonZero(right, printer, precedence.multiplicative + 1);
      return { text: `${dividend} / ${divisor}`, precedence: precedence.multiplicative };
    }
    default:
      return undefined;
  }
}

/** Division by zero is NULL. */
function nonZero(divisor: Expression, printer: ExpressionPrinter, least: number): string {
  const isConstant =
    divisor.kind === 'literal' &&
    (divisor.type === 'integer' || divisor.type === 'decimal') &&
    /[1-9]/.test(divisor.value);
  return isConstant ? printer.print(divisor, least) : `NULLIF(${printer.print(divisor)}, 0)`;
}

function arithmetic(
  { left, right }: BinaryExpression,
  operator: '+' | '-' | '*' | '%',
  printer: ExpressionPrinter,
): Fragment {
  const level =
    operator === '+' || operator === '-' ? precedence.additive : precedence.multiplicative;
  const types = [left, right].map((one) => printer.typeOf(one).type);
  const isNarrow = types.every((type) => type !== null && isInteger(type) && type.kind !== 'int64');
  const leftText = isNarrow
    ? `CAST(${printer.print(left)} AS bigint)`
    : widen(left, printer, level);
  const rightText =
    operator === '%' ? nonZero(right, printer, level + 1) : widen(right, printer, level + 1);
  return { text: `${leftText} ${operator} ${rightText}`, precedence: level };
}

/** real is computed with as double precision. */
function widen(expression: Expression, printer: ExpressionPrinter, least: number): string {
  const { type } = printer.typeOf(expression);
  return type?.kind === 'float32'
    ? asDouble(expression, printer, least)
    : printer.print(expression, least);
}

function asDouble(expression: Expression, printer: ExpressionPrinter, least: number): string {
  const { type } = printer.typeOf(expression);
  return type?.kind === 'float64'
    ? printer.print(expression, least)
    : `CAST(${printer.print(expression)} AS double precision)`;
}

function isInterval(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.type === 'interval';
}

/** A date stays a date; days and months of an instant are counted in UTC, not in the session's zone. */
function shift(expression: BinaryExpression, printer: ExpressionPrinter): Fragment {
  const { left, right } = expression;
  const operator = expression.op === 'add' ? '+' : '-';
  const interval = printer.print(right);
  const moved = `${printer.print(left, precedence.additive)} ${operator} ${interval}`;
  const { type } = printer.typeOf(left);
  if (type?.kind === 'date') return atom(`CAST(${moved} AS date)`);
  if (type?.kind === 'timestamptz') {
    return atom(`timezone('UTC', timezone('UTC', ${printer.print(left)}) ${operator} ${interval})`);
  }
  return { text: moved, precedence: precedence.additive };
}

/** The sign of an integer is computed as bigint: -(-32768) is no smallint. */
export function printUnary(
  { op, operand }: UnaryExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { type } = printer.typeOf(operand);
  const isNarrow = type !== null && isInteger(type) && type.kind !== 'int64';
  if (op !== 'negate' || !isNarrow) return undefined;
  return { text: `-CAST(${printer.print(operand)} AS bigint)`, precedence: precedence.negate };
}
