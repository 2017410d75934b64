import type { ColumnType } from '@ai-etl/core';

/** Why two systems cannot sum a type alike, or undefined when they can. */
export function unsummableReason(type: ColumnType): string | undefined {
  if (type.kind !== 'list') return undefined;
  const { kind } = type.element;
  return kind === 'float32' || kind === 'float64'
    ? 'Lists of floats have no common text form; NULLs and rows are compared.'
    : undefined;
}
