import { show, SqliteMisfit, type Present } from './value.ts';

/** An exact number: `digits` divided by 10 to the power of `scale`. Stored as its plain text. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Reads a decimal's text or an integer. */
export function parseDecimal(value: Present | undefined): Decimal {
  if (typeof value === 'bigint') return { digits: value, scale: 0 };
  const parts = typeof value === 'string' ? /^([-+]?\d+)(?:\.(\d*))?$/.exec(value) : null;
  if (parts === null) throw new SqliteMisfit(`${show(value)} is no decimal`);
  const [, whole = '0', fraction = ''] = parts;
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

/** Plain digits with exactly the scale, `-` in front, no negative zero. */
export function decimalText({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  return `${sign}${whole}${scale === 0 ? '' : `.${text.slice(text.length - scale)}`}`;
}

/** The same number with at least so many places. */
export function withScale({ digits, scale }: Decimal, least: number): Decimal {
  return scale >= least
    ? { digits, scale }
    : { digits: digits * 10n ** BigInt(least - scale), scale: least };
}

/** Both with the larger scale. */
export function aligned(a: Decimal, b: Decimal): readonly [Decimal, Decimal] {
  return [withScale(a, b.scale), withScale(b, a.scale)];
}

/** Rounded to so many places (negative: tens, hundreds), half away from zero. */
export function roundDecimal(value: Decimal, places: number): Decimal {
  if (value.scale <= places) return value;
  const unit = 10n ** BigInt(value.scale - places);
  const half = value.digits < 0n ? -(unit / 2n) : unit / 2n;
  const digits = (value.digits + half) / unit;
  return places >= 0
    ? { digits, scale: places }
    : { digits: digits * 10n ** BigInt(-places), scale: 0 };
}

/** In `decimal(precision, scale)`: rounded, and refused when it has too many digits. */
export function fitDecimal(value: Decimal, precision: number, scale: number): Decimal {
  const fitted = withScale(roundDecimal(value, scale), scale);
  const size = fitted.digits < 0n ? -fitted.digits : fitted.digits;
  if (size >= 10n ** BigInt(precision)) {
    throw new SqliteMisfit(
      `${decimalText(value)} does not fit into decimal(${precision},${scale})`,
    );
  }
  return fitted;
}

/** The greatest whole number not above (`floor`), or the least not below (`ceil`). */
export function wholeDecimal({ digits, scale }: Decimal, way: 'floor' | 'ceil'): Decimal {
  const unit = 10n ** BigInt(scale);
  const cut = digits / unit;
  const rest = digits % unit;
  if (way === 'floor') return { digits: rest < 0n ? cut - 1n : cut, scale: 0 };
  return { digits: rest > 0n ? cut + 1n : cut, scale: 0 };
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const [left, right] = aligned(a, b);
  return left.digits < right.digits ? -1 : left.digits > right.digits ? 1 : 0;
}

/**
 * A text that sorts by its bytes as the number does: a sign, then for positive numbers how many digits
 * stand before the point and the digits, for negative ones their complements. Trailing zeros are left
 * out, so equal numbers have equal keys.
 */
export function decimalKey({ digits, scale }: Decimal): string {
  if (digits === 0n) return '1';
  const text = String(digits < 0n ? -digits : digits);
  const point = text.length - scale + keyBias;
  const significant = text.replace(/0+$/, '');
  if (digits > 0n) return `2${String(point).padStart(4, '0')}${significant}`;
  const complement = (part: string) => part.replaceAll(/\d/g, (one) => String(9 - Number(one)));
  return `0${complement(String(point).padStart(4, '0'))}${complement(significant)}~`;
}

/** The number of a key. */
export function decimalOfKey(key: string): Decimal {
  if (key === '1') return { digits: 0n, scale: 0 };
  const isNegative = key.startsWith('0');
  const plain = isNegative
    ? key.slice(1, -1).replaceAll(/\d/g, (one) => String(9 - Number(one)))
    : key.slice(1);
  const point = Number(plain.slice(0, 4)) - keyBias;
  const significant = plain.slice(4);
  const scale = significant.length - point;
  const size = BigInt(significant) * (scale < 0 ? 10n ** BigInt(-scale) : 1n);
  return { digits: isNegative ? -size : size, scale: Math.max(0, scale) };
}

/** Digits before the point are counted from here, so that the count is never negative. */
const keyBias = 5000;
