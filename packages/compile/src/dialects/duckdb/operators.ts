import {
  isInteger,
  sameType,
  type BinaryExpression,
  type ColumnType,
  type Expression,
  type LikeExpression,
  type UnaryExpression,
} from '@ai-etl/core';
import type { ExpressionPrinter } from '../dialect.ts';
import { atom, precedence, type Fragment } from '../fragment.ts';
import { computedTypeName, maxDigits } from './types.ts';

/** Arithmetic in the types of our semantics, and moving dates. Overflow fails by itself. */
export function printBinary(
  expression: BinaryExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { op, right } = expression;
  switch (op) {
    case 'add':
    case 'subtract':
      return isInterval(right)
        ? shift(expression, printer)
        : arithmetic(expression, op === 'add' ? '+' : '-', printer);
    case 'multiply':
      return arithmetic(expression, '*', printer);
    case 'modulo':
      return modulo(expression, printer);
    case 'divide': {
      const dividend = asDouble(expression.left, printer, precedence.multiplicative);
      const divisor = asDouble(right, printer, precedence.multiplicative + 1);
      return {
        text: `${dividend} / ${isNonZero(right) ? divisor : `nullif(${divisor}, 0)`}`,
        precedence: precedence.multiplicative,
      };
    }
    default:
      return undefined;
  }
}

function arithmetic(
  expression: BinaryExpression,
  operator: '+' | '-' | '*',
  printer: ExpressionPrinter,
): Fragment {
  const { left, right } = expression;
  const level = operator === '*' ? precedence.multiplicative : precedence.additive;
  const { type } = printer.typeOf(expression);
  const join = (leftText: string, rightText = printer.print(right, level + 1)) => ({
    text: `${leftText} ${operator} ${rightText}`,
    precedence: level,
  });
  switch (type?.kind) {
    case 'float64':
      return join(asDouble(left, printer, level), asDouble(right, printer, level + 1));
    case 'int64':
      // Both may be narrow, and so would DuckDB's result be.
      return printer.typeOf(left).type?.kind === 'int64'
        ? join(printer.print(left, level))
        : join(`CAST(${printer.print(left)} AS BIGINT)`);
    case 'decimal':
      return join(withDigits(left, type, printer));
    default:
      return join(printer.print(left, level));
  }
}

/**
 * The left operand with as many digits as the result has, and its own scale: DuckDB computes with
 * two decimals of at most 18 digits in 18 digits.
 */
function withDigits(
  left: Expression,
  result: Extract<ColumnType, { kind: 'decimal' }>,
  printer: ExpressionPrinter,
): string {
  if (result.precision === undefined || (result.scale ?? 0) > maxDigits) {
    return printer.unsupported('a result of over 38 digits', 'round the operands first').text;
  }
  const { type } = printer.typeOf(left);
  const scale = type?.kind === 'decimal' ? (type.scale ?? 0) : 0;
  return castAs(left, { kind: 'decimal', precision: result.precision, scale }, printer);
}

/** Both in the result's type: DuckDB would compute the rest of decimals past 38 digits in floats. */
function modulo(expression: BinaryExpression, printer: ExpressionPrinter): Fragment {
  const { left, right } = expression;
  const { type } = printer.typeOf(expression);
  if (type?.kind === 'decimal' && (type.precision ?? maxDigits + 1) > maxDigits) {
    return printer.unsupported('% of decimals of over 38 digits', 'cast them to fewer digits');
  }
  const [dividend = '', divisor = ''] = [left, right].map((one) =>
    type === null || isOf(one, type, printer)
      ? printer.print(one, precedence.multiplicative + 1)
      : castAs(one, type, printer),
  );
  return {
    text: `${dividend} % ${isNonZero(right) ? divisor : `nullif(${divisor}, 0)`}`,
    precedence: precedence.multiplicative,
  };
}

/** Whether a value is stored in the type: a computed decimal may have another width. */
function isOf(expression: Expression, type: ColumnType, printer: ExpressionPrinter): boolean {
  const own = printer.typeOf(expression).type;
  const isSure = type.kind !== 'decimal' || expression.kind === 'column';
  return own !== null && sameType(own, type) && isSure;
}

function castAs(expression: Expression, type: ColumnType, printer: ExpressionPrinter): string {
  return `CAST(${printer.print(expression)} AS ${computedTypeName(type) ?? 'DOUBLE'})`;
}

/** The operand as a double, cast unless it is one. */
export function asDouble(expression: Expression, printer: ExpressionPrinter, least = 0): string {
  return printer.typeOf(expression).type?.kind === 'float64'
    ? printer.print(expression, least)
    : `CAST(${printer.print(expression)} AS DOUBLE)`;
}

function isNonZero(divisor: Expression): boolean {
  return (
    divisor.kind === 'literal' &&
    (divisor.type === 'integer' || divisor.type === 'decimal') &&
    /[1-9]/.test(divisor.value)
  );
}

function isInterval(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.type === 'interval';
}

/** A date stays a date; days and months of an instant are counted in UTC, not in the session's zone. */
function shift({ op, left, right }: BinaryExpression, printer: ExpressionPrinter): Fragment {
  const operator = op === 'add' ? '+' : '-';
  const interval = printer.print(right);
  const moved = `${printer.print(left, precedence.additive)} ${operator} ${interval}`;
  const { type } = printer.typeOf(left);
  if (type?.kind === 'date') return atom(`CAST(${moved} AS DATE)`);
  if (type?.kind === 'timestamptz') {
    return atom(`timezone('UTC', timezone('UTC', ${printer.print(left)}) ${operator} ${interval})`);
  }
  return { text: moved, precedence: precedence.additive };
}

/** The sign of an integer is computed wider: -(-32768) is no SMALLINT. */
export function printUnary(
  { op, operand }: UnaryExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { type } = printer.typeOf(operand);
  const isNarrow = type !== null && isInteger(type) && type.kind !== 'int64';
  if (op !== 'negate' || !isNarrow) return undefined;
  return { text: `-CAST(${printer.print(operand)} AS BIGINT)`, precedence: precedence.negate };
}

/** Operands of a comparison: beside a FLOAT, DuckDB would narrow everything to one. */
export function meetExactly(
  expressions: readonly Expression[],
  printer: ExpressionPrinter,
): readonly Expression[] {
  const isFloat32 = expressions.map((one) => printer.typeOf(one).type?.kind === 'float32');
  if (!isFloat32.includes(true) || !isFloat32.includes(false)) return expressions;
  return expressions.map((operand, index) =>
    isFloat32[index] === true ? { kind: 'cast', operand, to: { kind: 'float64' } } : operand,
  );
}

/** LIKE knows no escape unless it is told one. */
export function printLike(expression: LikeExpression, printer: ExpressionPrinter): Fragment {
  const operand = printer.print(expression.operand, precedence.comparison + 1);
  const pattern = printer.print(expression.pattern, precedence.comparison + 1);
  const keyword = `${expression.negated ? 'NOT ' : ''}${expression.caseInsensitive ? 'ILIKE' : 'LIKE'}`;
  return {
    text: `${operand} ${keyword} ${pattern} ESCAPE '\\'`,
    precedence: precedence.comparison,
  };
}
