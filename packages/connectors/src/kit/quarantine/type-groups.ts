import type { ColumnType } from '@ai-etl/core';

/** True for integers, decimals and floats. */
export function isNumber({ kind }: ColumnType): boolean {
  return /^(int|decimal|float)/.test(kind);
}

/** True for types with fractions of a second. */
export function isMoment({ kind }: ColumnType): boolean {
  return kind.startsWith('time');
}
