import { unreachable } from '../errors/invariant.ts';
import { isInteger, isNumeric } from '../types/column-type.ts';
import type { BinaryExpression, Expression, TimeUnit, UnaryExpression } from './ast.ts';
import { checkComparable } from './infer-predicate.ts';
import type { Inference } from './inference.ts';
import { asColumnType, describeType, unknownValue, type TypedValue } from './inferred-type.ts';
import { arithmeticType, isFloat } from './numeric-types.ts';
import { shorten } from './shorten.ts';

/** NOT needs a boolean, the sign a number. */
export function inferUnary(inference: Inference, expression: UnaryExpression): TypedValue {
  const { op, operand } = expression;
  const value = inference.infer(operand);
  if (op === 'not') {
    expectBool(inference, operand, value);
    return { type: { kind: 'bool' }, nullable: value.nullable };
  }
  const type = asColumnType(value.type);
  if (type !== undefined && isNumeric(type)) {
    return { type: isInteger(type) ? { kind: 'int64' } : type, nullable: value.nullable };
  }
  if (type === undefined && value.type.kind !== 'interval') return unknownOrNull(value);
  return inference.report(
    'TYPE_MISMATCH',
    `${shorten(operand)} is ${describeType(value.type)}; only a number has a sign.`,
  );
}

/** Arithmetic, text joining, comparison and logic. */
export function inferBinary(inference: Inference, expression: BinaryExpression): TypedValue {
  const left = inference.infer(expression.left);
  const right = inference.infer(expression.right);
  const nullable = left.nullable || right.nullable;
  switch (expression.op) {
    case 'and':
    case 'or':
      expectBool(inference, expression.left, left);
      expectBool(inference, expression.right, right);
      return { type: { kind: 'bool' }, nullable };
    case 'eq':
    case 'ne':
      checkComparable(inference, [expression.left, left], [expression.right, right], 'equality');
      return { type: { kind: 'bool' }, nullable };
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      checkComparable(inference, [expression.left, left], [expression.right, right], 'ordered');
      return { type: { kind: 'bool' }, nullable };
    case 'concat':
      return inferConcat(inference, expression, [left, right]);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'modulo':
      return inferArithmetic(inference, expression, [left, right]);
    default:
      return unreachable(expression.op);
  }
}

function expectBool(inference: Inference, expression: Expression, { type }: TypedValue): void {
  if (['bool', 'null', 'unknown'].includes(type.kind)) return;
  inference.report(
    'TYPE_MISMATCH',
    `${shorten(expression)} is ${describeType(type)}, where true or false is needed.`,
    'compare it with something, such as x > 0 or x IS NOT NULL',
  );
}

type Pair = readonly [TypedValue, TypedValue];

function inferConcat(inference: Inference, expression: BinaryExpression, values: Pair): TypedValue {
  const operands = [expression.left, expression.right];
  for (const [index, { type }] of values.entries()) {
    if (['text', 'null', 'unknown'].includes(type.kind)) continue;
    const operand = operands[index];
    const what = operand === undefined ? 'a value' : shorten(operand);
    inference.report(
      'TYPE_MISMATCH',
      `|| joins text, but ${what} is ${describeType(type)}.`,
      `write CAST(${what} AS text)`,
    );
  }
  return { type: { kind: 'text' }, nullable: values.some((value) => value.nullable) };
}

function inferArithmetic(
  inference: Inference,
  expression: BinaryExpression,
  [left, right]: Pair,
): TypedValue {
  const { op } = expression;
  if (op === 'add' && right.type.kind === 'interval') return shift(inference, expression, left);
  if (op === 'subtract' && right.type.kind === 'interval')
    return shift(inference, expression, left);
  if (left.type.kind === 'unknown' || right.type.kind === 'unknown') return unknownValue;
  const nullable = left.nullable || right.nullable;
  const a = asColumnType(left.type) ?? asColumnType(right.type);
  const b = asColumnType(right.type) ?? a;
  if (left.type.kind === 'null' && right.type.kind === 'null') return left;
  if (a === undefined || b === undefined || !isNumeric(a) || !isNumeric(b)) {
    return inference.report(
      'TYPE_MISMATCH',
      `${shorten(expression)} computes with ${describeType(left.type)} and ${describeType(right.type)}; both must be numbers.`,
      arithmeticHint(left, right),
    );
  }
  if (op === 'divide') {
    return { type: { kind: 'float64' }, nullable: nullable || mayBeZero(expression.right) };
  }
  if (op === 'modulo') {
    if (isFloat(a) || isFloat(b)) {
      return inference.report('TYPE_MISMATCH', '% is for integers and decimals, not for floats.');
    }
    return { type: arithmeticType(op, a, b), nullable: nullable || mayBeZero(expression.right) };
  }
  if (op === 'add' || op === 'subtract' || op === 'multiply') {
    return { type: arithmeticType(op, a, b), nullable };
  }
  return unknownValue;
}

/** A date or moment and an interval; a date keeps its type, so it moves by whole days only. */
function shift(inference: Inference, expression: BinaryExpression, left: TypedValue): TypedValue {
  const { kind } = left.type;
  if (kind === 'unknown' || kind === 'null') return unknownOrNull(left);
  if (kind === 'timestamp' || kind === 'timestamptz') return left;
  const { right } = expression;
  const unit = right.kind === 'literal' && right.type === 'interval' ? right.unit : 'day';
  if (kind === 'date' && !isShorterThanDay(unit)) return left;
  return inference.report(
    'TYPE_MISMATCH',
    `${shorten(expression)} adds an interval of ${unit}s to ${describeType(left.type)}.`,
    kind === 'date' ? 'cast the date to timestamp first' : 'intervals move dates and timestamps',
  );
}

/** True for hour, minute and second. */
export function isShorterThanDay(unit: TimeUnit): boolean {
  return unit === 'hour' || unit === 'minute' || unit === 'second';
}

function mayBeZero(expression: Expression): boolean {
  return !(
    expression.kind === 'literal' &&
    (expression.type === 'integer' || expression.type === 'decimal') &&
    /[1-9]/.test(expression.value)
  );
}

function arithmeticHint(left: TypedValue, right: TypedValue): string | undefined {
  const kinds = [left.type.kind, right.type.kind];
  if (kinds.every((kind) => ['date', 'timestamp', 'timestamptz'].includes(kind))) {
    return "the distance of two dates is date_diff('day', from, to)";
  }
  if (kinds.some((kind) => ['date', 'timestamp', 'timestamptz'].includes(kind))) {
    return 'write x + INTERVAL 1 DAY';
  }
  if (kinds.includes('text'))
    return 'text is joined with ||; to compute with it, cast it to a number';
  return undefined;
}

function unknownOrNull(value: TypedValue): TypedValue {
  return value.type.kind === 'null' ? value : unknownValue;
}
