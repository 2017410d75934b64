import {
  isInteger,
  mysqlSortedBytes,
  type BinaryExpression,
  type Expression,
  type LikeExpression,
  type OrderKey,
  type UnaryExpression,
} from '@ai-etl/core';
import type { ExpressionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence, type Fragment } from '../fragment.ts';
import { presentOr } from './fail.ts';
import { typeName } from './types.ts';

/** Arithmetic with the result types of core; it fails on overflow by itself. */
export function printBinary(
  expression: BinaryExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { op, left, right } = expression;
  switch (op) {
    case 'concat':
      return callFragment('CONCAT', [printer.print(left), printer.print(right)]);
    case 'add':
    case 'subtract':
      return isInterval(right)
        ? shift(expression, printer)
        : arithmetic(expression, op === 'add' ? '+' : '-', printer);
    case 'multiply':
      return arithmetic(expression, '*', printer);
    case 'modulo':
      return arithmetic(expression, '%', printer);
    case 'divide':
      return {
        text: `${asDouble(left, printer)} / ${nonZero(right, asDouble(right, printer))}`,
        precedence: precedence.multiplicative,
      };
    default:
      return undefined;
  }
}

function arithmetic(
  expression: BinaryExpression,
  operator: '+' | '-' | '*' | '%',
  printer: ExpressionPrinter,
): Fragment {
  const { left, right } = expression;
  const level =
    operator === '+' || operator === '-' ? precedence.additive : precedence.multiplicative;
  const { type } = printer.typeOf(expression);
  if (type?.kind === 'decimal' && typeName(type) === undefined) {
    return printer.unsupported(
      'a result of over 65 digits, or 30 behind the point',
      'round the operands first',
    );
  }
  const leftText = signed(left, printer, level);
  const rightText = signed(right, printer, level + 1);
  if (operator !== '%') return { text: `${leftText} ${operator} ${rightText}`, precedence: level };
  const rest = `${leftText} % ${nonZero(right, rightText)}`;
  // MariaDB has a decimal -0.00, which a sum makes 0.00.
  return type?.kind === 'decimal'
    ? { text: `${rest} + 0`, precedence: precedence.additive }
    : { text: rest, precedence: level };
}

/** Division by zero is NULL in every SQL mode. */
function nonZero(divisor: Expression, text: string): string {
  const isConstant =
    divisor.kind === 'literal' &&
    (divisor.type === 'integer' || divisor.type === 'decimal') &&
    /[1-9]/.test(divisor.value);
  return isConstant ? text : `NULLIF(${text}, 0)`;
}

/** A stored number may be UNSIGNED, which would make the whole result so: 1 - 2 fails. */
function signed(expression: Expression, printer: ExpressionPrinter, least: number): string {
  const { type } = printer.typeOf(expression);
  if (expression.kind === 'column' && type !== null) {
    if (isInteger(type)) return `CAST(${printer.print(expression)} AS SIGNED)`;
    if (type.kind === 'decimal' && (type.scale ?? 0) === 0) {
      return `CAST(${printer.print(expression)} AS ${typeName(type) ?? 'DECIMAL(65, 0)'})`;
    }
  }
  return printer.print(expression, least);
}

/** The operand as a double, which `/` of MySQL gives for floats only. */
export function asDouble(expression: Expression, printer: ExpressionPrinter): string {
  return printer.typeOf(expression).type?.kind === 'float64'
    ? printer.print(expression, precedence.multiplicative + 1)
    : `CAST(${printer.print(expression)} AS DOUBLE)`;
}

/** `-x` of an unsigned column, or of the least integer as a constant, would leave its type: `x * -1`. */
export function printUnary(
  { op, operand }: UnaryExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { type } = printer.typeOf(operand);
  if (op !== 'negate' || type === null || !isInteger(type)) return undefined;
  return {
    text: `${signed(operand, printer, precedence.multiplicative)} * -1`,
    precedence: precedence.multiplicative,
  };
}

/** There is no ILIKE, and LIKE's escape depends on the SQL mode unless it is named. */
export function printLike(expression: LikeExpression, printer: ExpressionPrinter): Fragment {
  const lowered = (one: Expression): Expression =>
    expression.caseInsensitive ? { kind: 'call', name: 'lower', args: [one] } : one;
  const [operand, pattern] = [expression.operand, expression.pattern].map((one) =>
    printer.print(lowered(one), precedence.comparison + 1),
  );
  return {
    text: `${operand} ${expression.negated ? 'NOT ' : ''}LIKE ${pattern} ESCAPE x'5c'`,
    precedence: precedence.comparison,
  };
}

/**
 * Sorts, also those that make groups and partitions, compare no more than `max_sort_length` bytes of a text: longer
 * ones are told apart by their hash. So those that begin alike are in no order of their own, but always in the same.
 */
export function longTextKeys(key: Expression, printer: ExpressionPrinter): readonly string[] {
  if (key.kind === 'literal' || printer.typeOf(key).type?.kind !== 'text') return [];
  const text = printer.print(key);
  return [`CASE WHEN OCTET_LENGTH(${text}) > ${mysqlSortedBytes} THEN SHA2(${text}, 256) END`];
}

/** NULLs are least in MySQL, which has no NULLS FIRST: where that is not meant, they are a key of their own. */
export function printOrderKey(key: OrderKey, printer: ExpressionPrinter): string {
  const text = printer.print(key.by);
  const direction = key.direction.toUpperCase();
  const own = [text, ...longTextKeys(key.by, printer)]
    .map((one) => `${one} ${direction}`)
    .join(', ');
  const isNatural = (key.direction === 'asc') === (key.nulls === 'first');
  if (isNatural || !printer.typeOf(key.by).nullable) return own;
  return `ISNULL(${text}) ${key.nulls === 'first' ? 'DESC' : 'ASC'}, ${own}`;
}

function isInterval(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.type === 'interval';
}

/** Past the year 9999 there is nothing, and MySQL says NULL. */
function shift({ op, left, right }: BinaryExpression, printer: ExpressionPrinter): Fragment {
  const text = printer.print(left, precedence.additive);
  const moved = `${text} ${op === 'add' ? '+' : '-'} ${printer.print(right)}`;
  const isDate = printer.typeOf(left).type?.kind === 'date';
  return atom(
    presentOr(
      moved,
      'moved out of the years 1 to 9999',
      [printer.print(left)],
      isDate ? 'DATE' : 'DATETIME(6)',
    ),
  );
}
