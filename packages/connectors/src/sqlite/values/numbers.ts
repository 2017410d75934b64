import type { SqlValue } from './sql-value.ts';

/**
 * A number as digits of its declared scale; undefined when it has more, or is none. A float counts as
 * the shortest text that reads back equal: 12.34 is 12.34. Without a type: as many digits as it has.
 */
export function decimalText(
  value: SqlValue,
  type: { readonly precision?: number; readonly scale?: number } | undefined,
): string | undefined {
  const text = typeof value === 'string' ? value : plainDigits(value);
  const parts = text === undefined ? null : /^(-?)0*(\d+)(?:\.(\d*))?$/.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', decimals = ''] = parts;
  if (type?.precision === undefined)
    return `${sign}${whole}${decimals === '' ? '' : `.${decimals}`}`;
  const scale = type.scale ?? 0;
  const kept = decimals.slice(0, scale).padEnd(scale, '0');
  if (/[1-9]/.test(decimals.slice(scale))) return undefined;
  if (whole !== '0' && whole.length > type.precision - scale) return undefined;
  const isZero = !/[1-9]/.test(whole + kept);
  return `${isZero ? '' : sign}${whole}${scale === 0 ? '' : `.${kept}`}`;
}

/** An integer or float as plain digits, without an exponent; undefined for what is no finite number. */
export function plainDigits(value: SqlValue): string | undefined {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const text = String(value);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (parts === null) return text;
  const [, sign = '', first = '', rest = '', exponent = '0'] = parts;
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

/** Shortest text that reads back as the same 4-byte float; undefined when the number is none. */
export function shortestFloat32(value: number): string | undefined {
  if (Math.fround(value) !== value) return undefined;
  if (Object.is(value, -0)) return '-0';
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 1; digits <= 9; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}
