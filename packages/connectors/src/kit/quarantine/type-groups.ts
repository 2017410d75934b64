import type { ColumnType } from '@ai-etl/core';

/** True for integers, decimals and floats. */
export function isNumber({ kind }: ColumnType): boolean {
  return /^(int|decimal|float)/.test(kind);
}

/** True for float32 and float64. */
export function isFloat({ kind }: ColumnType): boolean {
  return kind === 'float32' || kind === 'float64';
}

/** True for types with fractions of a second. */
export function isMoment({ kind }: ColumnType): boolean {
  return kind.startsWith('time');
}
