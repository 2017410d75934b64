import {
  commonColumnType,
  isInteger,
  type BinaryExpression,
  type ColumnType,
  type Expression,
  type InExpression,
  type OrderKey,
  type UnaryExpression,
} from '@ai-etl/core';
import { isConstant } from '../../relation/block.ts';
import type { ExpressionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence, type Fragment } from '../fragment.ts';
import { moment } from './cast.ts';
import { safeCast } from './null-safe.ts';
import { typeName } from './types.ts';

/**
 * Arithmetic that fails on overflow instead of wrapping: int64 is computed in 128 bits, decimals
 * with the digits of their result.
 */
export function printBinary(
  expression: BinaryExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { op, left, right } = expression;
  switch (op) {
    case 'concat':
      return callFragment('concat', [printer.print(left), printer.print(right)]);
    case 'add':
    case 'subtract':
      return isInterval(right)
        ? shift(expression, printer)
        : arithmetic(expression, op === 'add' ? '+' : '-', printer);
    case 'multiply':
      return arithmetic(expression, '*', printer);
    case 'eq': {
      // As keys of a join.
      const sides = [left, right].map((one) => printKey(one, printer)?.text);
      return left.kind === 'column' && right.kind === 'column' && !sides.includes(undefined)
        ? { text: sides.join(' = '), precedence: precedence.comparison }
        : undefined;
    }
    case 'divide': {
      const [dividend, divisor] = [left, right].map((one) => asFloat(one, printer));
      return {
        text: `${dividend} / ${isNonZero(right) ? divisor : `nullIf(${divisor}, 0)`}`,
        precedence: precedence.multiplicative,
      };
    }
    case 'modulo': {
      if (!isIntegerExpression(left, printer) || !isIntegerExpression(right, printer)) {
        return printer.unsupported('% of decimals');
      }
      const dividend = printer.print(left, precedence.multiplicative);
      const divisor = isNonZero(right)
        ? printer.print(right, precedence.multiplicative + 1)
        : `nullIf(${printer.print(right)}, 0)`;
      // A literal is unsigned, and so would the rest be: UInt64 meets no Int64.
      return atom(`toInt64(${dividend} % ${divisor})`);
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
  const result = printer.typeOf(expression);
  const rightText = printer.print(right, level + 1);
  const join = (leftText: string, other = rightText) => `${leftText} ${operator} ${other}`;
  if (result.type?.kind === 'float64') {
    return { text: join(asFloat(left, printer), asFloat(right, printer)), precedence: level };
  }
  if (result.type?.kind === 'decimal') {
    return { text: join(withDigits(left, result.type, printer)), precedence: level };
  }
  const isNarrow = [left, right].every((one) => printer.typeOf(one).type?.kind !== 'int64');
  // Both fit into 32 bits, so ClickHouse's own 64-bit result holds every value.
  if (isNarrow) {
    const text = join(printer.print(left, level));
    // Literals are unsigned, and so would their result be.
    return isConstant(expression) ? callFragment('toInt64', [text]) : { text, precedence: level };
  }
  return toInt64(join(`toInt128(${printer.print(left)})`), expression, printer);
}

/** The left operand with as many digits as the result has, and its own scale. */
function withDigits(
  left: Expression,
  result: Extract<ColumnType, { kind: 'decimal' }>,
  printer: ExpressionPrinter,
): string {
  const { type, nullable } = printer.typeOf(left);
  if (result.precision === undefined) {
    return printer.unsupported('a result of over 76 digits', 'round the operands first').text;
  }
  const scale = type?.kind === 'decimal' ? (type.scale ?? 0) : 0;
  const name = typeName({ kind: 'decimal', precision: result.precision, scale }, nullable);
  return `CAST(${printer.print(left)}, '${name ?? 'Decimal(76, 0)'}')`;
}

/** An operand as Float64. */
export function asFloat(expression: Expression, printer: ExpressionPrinter): string {
  return printer.typeOf(expression).type?.kind === 'float64'
    ? printer.print(expression, precedence.multiplicative + 1)
    : `toFloat64(${printer.print(expression)})`;
}

function shift({ op, left, right }: BinaryExpression, printer: ExpressionPrinter): Fragment {
  const isDate = printer.typeOf(left).type?.kind === 'date';
  const start = isDate ? `toDate32(${printer.print(left)})` : moment(left, printer);
  const operator = op === 'add' ? '+' : '-';
  return { text: `${start} ${operator} ${printer.print(right)}`, precedence: precedence.additive };
}

/** The sign is computed wider: -(-2147483648) is no Int32. */
export function printUnary(
  expression: UnaryExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { op, operand } = expression;
  const { type } = printer.typeOf(operand);
  if (op !== 'negate' || type === null || !isInteger(type)) return undefined;
  const text = printer.print(operand);
  if (type.kind !== 'int64') {
    return { text: `-toInt64(${text})`, precedence: precedence.negate };
  }
  return toInt64(`-toInt128(${text})`, expression, printer);
}

/** A 128-bit result as Int64; fails when it does not fit. */
function toInt64(text: string, expression: Expression, printer: ExpressionPrinter): Fragment {
  const { nullable } = printer.typeOf(expression);
  const to: ColumnType = { kind: 'int64' };
  const cast = safeCast({
    name: 'accurateCast',
    text,
    operand: expression,
    nullable,
    to,
    placeholder: 'toInt128(0)',
  });
  return atom(cast ?? text);
}

/**
 * Operands of a comparison: a decimal beside an integer, or beside a decimal of another scale, is
 * compared in the type that holds both; ClickHouse would multiply in the narrower one and fail.
 */
export function meetExactly(
  expressions: readonly Expression[],
  printer: ExpressionPrinter,
): readonly Expression[] {
  const types = expressions.map((one) => printer.typeOf(one).type);
  const exact = types.filter((type) => type?.kind === 'decimal' || (type && isInteger(type)));
  if (exact.length < types.length || !exact.some((type) => type?.kind === 'decimal')) {
    return expressions;
  }
  const common = types.reduce<ColumnType | undefined>(
    (all, type) => (all && type ? commonColumnType(all, type) : undefined),
    types[0] ?? undefined,
  );
  if (common?.kind !== 'decimal' || common.precision === undefined) return expressions;
  const scale = (type: ColumnType | null | undefined) =>
    type?.kind === 'decimal' ? type.scale : undefined;
  if (types.every((type) => scale(type) === common.scale)) return expressions;
  return expressions.map((operand, index) =>
    isShort(operand, common.scale ?? 0) || scale(types[index]) === common.scale
      ? operand
      : { kind: 'cast', operand, to: common },
  );
}

/** A literal of so few digits that it is compared in 32 bits without an overflow. */
function isShort(operand: Expression, scale: number): boolean {
  if (operand.kind !== 'literal' || (operand.type !== 'integer' && operand.type !== 'decimal')) {
    return false;
  }
  const [whole = ''] = operand.value.replace('-', '').split('.');
  return whole.length + scale <= 9;
}

/**
 * ClickHouse's IN forgets that NULL is unknown, and turns the list into the operand's type. So a
 * list stays a list only for literals of exactly that type; otherwise it is a chain of equalities.
 */
export function printIn(
  expression: InExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { operand, items, negated } = expression;
  const { type } = printer.typeOf(operand);
  const isPlain = items.every(
    (item) =>
      item.kind === 'literal' &&
      ((item.type === 'text' && type?.kind === 'text') ||
        (item.type === 'integer' && type !== null && isInteger(type))),
  );
  if (isPlain) return undefined;
  const chain = items.reduce<Expression | undefined>((all, item) => {
    const one: Expression = { kind: 'binary', op: 'eq', left: operand, right: item };
    return all === undefined ? one : { kind: 'binary', op: 'or', left: all, right: one };
  }, undefined);
  if (chain === undefined) return undefined;
  return printer.fragment(negated ? { kind: 'unary', op: 'not', operand: chain } : chain);
}

/** Order of UUIDs as their bytes; ClickHouse would compare the second half first. */
export function printOrdered(
  expression: Expression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { type } = printer.typeOf(expression);
  return type?.kind === 'uuid' ? callFragment('toString', [printer.print(expression)]) : undefined;
}

/** NaN is above all numbers; ClickHouse would put it last in either direction. */
export function printOrderKey(key: OrderKey, printer: ExpressionPrinter): string | undefined {
  if (!isFloat(key.by, printer)) return undefined;
  const order = `${key.direction.toUpperCase()} NULLS ${key.nulls.toUpperCase()}`;
  const text = printer.print(key.by);
  return `isNaN(${text}) ${order}, ${text} ${order}`;
}

/** Keys are compared by their bytes, by which -0 is not 0: adding 0 makes it 0. */
export function printKey(expression: Expression, printer: ExpressionPrinter): Fragment | undefined {
  if (!isFloat(expression, printer)) return undefined;
  const text = `${printer.print(expression, precedence.additive)} + 0`;
  return { text, precedence: precedence.additive };
}

function isFloat(expression: Expression, printer: ExpressionPrinter): boolean {
  const kind = printer.typeOf(expression).type?.kind;
  return kind === 'float32' || kind === 'float64';
}

function isInterval(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.type === 'interval';
}

function isIntegerExpression(expression: Expression, printer: ExpressionPrinter): boolean {
  const { type } = printer.typeOf(expression);
  return type !== null && isInteger(type);
}

function isNonZero(expression: Expression): boolean {
  return (
    expression.kind === 'literal' &&
    (expression.type === 'integer' || expression.type === 'decimal') &&
    /[1-9]/.test(expression.value)
  );
}
