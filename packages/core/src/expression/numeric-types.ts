import { isInteger, type ColumnType } from '../types/column-type.ts';

/** Widest decimal any engine of ours computes with (ClickHouse Decimal256). */
export const maxDecimalPrecision = 76;

type Decimal = Extract<ColumnType, { kind: 'decimal' }>;

const integerDigits: Readonly<Record<string, number>> = { int8: 3, int16: 5, int32: 10, int64: 19 };

/** The type that holds every value of both; numbers only. Exact with float is float64. */
export function commonNumericType(a: ColumnType, b: ColumnType): ColumnType {
  if (isInteger(a) && isInteger(b)) return widerInteger(a, b);
  if (a.kind === 'float32' && b.kind === 'float32') return a;
  if (isFloat(a) || isFloat(b)) return { kind: 'float64' };
  const [left, right] = [toDecimal(a), toDecimal(b)];
  if (!isBounded(left) || !isBounded(right)) return { kind: 'decimal' };
  const scale = Math.max(left.scale, right.scale);
  return decimalOf(
    Math.max(left.precision - left.scale, right.precision - right.scale) + scale,
    scale,
  );
}

/**
 * Result of `+ - * %`. Integers are computed as int64, anything with a float as float64;
 * decimals grow so that no digit is lost: one more digit for a sum, the sum of both precisions
 * and scales for a product.
 */
export function arithmeticType(
  op: 'add' | 'subtract' | 'multiply' | 'modulo',
  a: ColumnType,
  b: ColumnType,
): ColumnType {
  if (isInteger(a) && isInteger(b)) return { kind: 'int64' };
  if (isFloat(a) || isFloat(b)) return { kind: 'float64' };
  const [left, right] = [toDecimal(a), toDecimal(b)];
  if (!isBounded(left) || !isBounded(right)) return { kind: 'decimal' };
  if (op === 'multiply') {
    return decimalOf(left.precision + right.precision, left.scale + right.scale);
  }
  const scale = Math.max(left.scale, right.scale);
  const whole = Math.max(left.precision - left.scale, right.precision - right.scale);
  return decimalOf(whole + scale + (op === 'modulo' ? 0 : 1), scale);
}

/** The whole part of a number: floor, ceil and round without digits. */
export function wholeType(type: ColumnType): ColumnType {
  if (isInteger(type)) return type;
  if (isFloat(type)) return { kind: 'float64' };
  const decimal = toDecimal(type);
  return isBounded(decimal) ? decimalOf(decimal.precision - decimal.scale + 1, 0) : decimal;
}

/** Small integers sum to int64, int64 to decimal(38,0), decimals to 38 digits of the same scale. */
export function sumType(type: ColumnType): ColumnType {
  if (isFloat(type)) return { kind: 'float64' };
  if (type.kind === 'int64') return decimalOf(38, 0);
  if (isInteger(type)) return { kind: 'int64' };
  const decimal = toDecimal(type);
  return isBounded(decimal) ? decimalOf(Math.max(38, decimal.precision), decimal.scale) : decimal;
}

export function isFloat(type: ColumnType): boolean {
  return type.kind === 'float32' || type.kind === 'float64';
}

/** Smallest type for a literal's digits: int32, int64, or a decimal with as many digits. */
export function literalNumberType(kind: 'integer' | 'decimal', text: string): ColumnType {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  if (kind === 'decimal') {
    const digits = whole === '0' ? 0 : whole.length;
    return decimalOf(Math.max(1, digits + fraction.length), fraction.length);
  }
  const value = BigInt(text);
  if (BigInt.asIntN(32, value) === value) return { kind: 'int32' };
  if (BigInt.asIntN(64, value) === value) return { kind: 'int64' };
  return decimalOf(whole.length, 0);
}

function widerInteger(a: ColumnType, b: ColumnType): ColumnType {
  return (integerDigits[a.kind] ?? 0) >= (integerDigits[b.kind] ?? 0) ? a : b;
}

function toDecimal(type: ColumnType): Decimal {
  if (type.kind === 'decimal') return type;
  return { kind: 'decimal', precision: integerDigits[type.kind] ?? 19, scale: 0 };
}

function isBounded(type: Decimal): type is Decimal & { precision: number; scale: number } {
  return type.precision !== undefined && type.scale !== undefined;
}

/** Past the widest decimal nothing is promised: the type becomes unbounded, which targets refuse. */
function decimalOf(precision: number, scale: number): Decimal {
  return precision > maxDecimalPrecision
    ? { kind: 'decimal' }
    : { kind: 'decimal', precision, scale };
}
