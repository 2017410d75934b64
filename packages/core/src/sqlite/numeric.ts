import {
  aligned,
  decimalKey,
  decimalOfKey,
  decimalText,
  parseDecimal,
  roundDecimal,
  wholeDecimal,
  type Decimal,
} from './decimal.ts';
import {
  asCount,
  asFloat,
  asInteger,
  asText,
  SqliteMisfit,
  strict,
  toInteger,
  toReal,
  type SqliteFunction,
} from './value.ts';

const integers = (compute: (a: bigint, b: bigint) => bigint): SqliteFunction =>
  strict((a, b) => toInteger(compute(asInteger(a), asInteger(b))));

const decimals = (compute: (a: Decimal, b: Decimal) => Decimal | null): SqliteFunction =>
  strict((a, b) => {
    const result = compute(parseDecimal(a), parseDecimal(b));
    return result === null ? null : decimalText(result);
  });

const floats = (compute: (a: number, b: number) => number): SqliteFunction =>
  strict((a, b) => toReal(compute(asFloat(a), asFloat(b))));

const ofFloat = (compute: (x: number) => number): SqliteFunction =>
  strict((x) => toReal(compute(asFloat(x))));

const ofDecimal = (compute: (x: Decimal) => Decimal): SqliteFunction =>
  strict((x) => decimalText(compute(parseDecimal(x))));

/** Adds what both are at the larger scale. */
function sum(a: Decimal, b: Decimal): Decimal {
  const [left, right] = aligned(a, b);
  return { digits: left.digits + right.digits, scale: left.scale };
}

function negate({ digits, scale }: Decimal): Decimal {
  return { digits: -digits, scale };
}

/** The rest has the sign of the dividend; of a division by zero it is NULL. */
function rest(a: Decimal, b: Decimal): Decimal | null {
  const [left, right] = aligned(a, b);
  return right.digits === 0n ? null : { digits: left.digits % right.digits, scale: left.scale };
}

/** Half to even. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const diff = x - floor;
  if (diff !== 0.5) return diff > 0.5 ? floor + 1 : floor;
  return floor % 2 === 0 ? floor : floor + 1;
}

function roundFloat(x: number, places: number): number {
  const scale = 10 ** Math.abs(places);
  return places >= 0 ? roundHalfEven(x * scale) / scale : roundHalfEven(x / scale) * scale;
}

/** ln of zero is refused as well: no other system answers it. */
function naturalLogarithm(x: number): number {
  if (x === 0) throw new SqliteMisfit('the logarithm of zero');
  return Math.log(x);
}

/** Arithmetic that fails where SQLite would change to floats, and exact decimals. */
export const numericFunctions: Readonly<Record<string, SqliteFunction>> = {
  etl_integer_add: integers((a, b) => a + b),
  etl_integer_subtract: integers((a, b) => a - b),
  etl_integer_multiply: integers((a, b) => a * b),
  etl_integer_negate: strict((x) => toInteger(-asInteger(x))),
  etl_integer_round: strict((x, places) => {
    const value = { digits: asInteger(x), scale: 0 };
    return toInteger(roundDecimal(value, Math.min(0, asCount(places))).digits);
  }),
  etl_decimal_add: decimals(sum),
  etl_decimal_subtract: decimals((a, b) => sum(a, negate(b))),
  etl_decimal_multiply: decimals((a, b) => ({
    digits: a.digits * b.digits,
    scale: a.scale + b.scale,
  })),
  etl_decimal_modulo: decimals(rest),
  etl_decimal_negate: ofDecimal(negate),
  etl_decimal_abs: ofDecimal((x) => (x.digits < 0n ? negate(x) : x)),
  etl_decimal_floor: ofDecimal((x) => wholeDecimal(x, 'floor')),
  etl_decimal_ceil: ofDecimal((x) => wholeDecimal(x, 'ceil')),
  etl_decimal_round: strict((x, places) =>
    decimalText(roundDecimal(parseDecimal(x), asCount(places))),
  ),
  etl_decimal_key: strict((x) => decimalKey(parseDecimal(x))),
  etl_decimal_of_key: strict((key) => decimalText(decimalOfKey(asText(key)))),
  etl_float_add: floats((a, b) => a + b),
  etl_float_subtract: floats((a, b) => a - b),
  etl_float_multiply: floats((a, b) => a * b),
  etl_float_floor: ofFloat(Math.floor),
  etl_float_ceil: ofFloat(Math.ceil),
  etl_float_round: strict((x, places) => toReal(roundFloat(asFloat(x), asCount(places)))),
  etl_divide: strict((a, b) => {
    const divisor = asFloat(b);
    return divisor === 0 ? null : toReal(asFloat(a) / divisor);
  }),
  etl_sign: strict((x) =>
    typeof x === 'number' ? BigInt(Math.sign(x)) : signOf(parseDecimal(x).digits),
  ),
  etl_power: floats((x, exponent) => x ** exponent),
  etl_sqrt: ofFloat(Math.sqrt),
  etl_exp: ofFloat(Math.exp),
  etl_ln: ofFloat(naturalLogarithm),
};

function signOf(digits: bigint): bigint {
  return digits < 0n ? -1n : digits > 0n ? 1n : 0n;
}
