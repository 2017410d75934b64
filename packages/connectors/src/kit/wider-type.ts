import type { ColumnType } from '@ai-etl/core';

const integerDigits = { int8: 3, int16: 5, int32: 10, int64: 19 } as const;
const integers: readonly ColumnType['kind'][] = ['int8', 'int16', 'int32', 'int64'];

/**
 * The smallest type that holds every value of two, each unchanged and meaning the same; undefined
 * when there is none. Numbers grow, moments get their microseconds; nothing turns into text.
 */
export function widerType(held: ColumnType, arriving: ColumnType): ColumnType | undefined {
  const [a, b] = [integers.indexOf(held.kind), integers.indexOf(arriving.kind)];
  if (a >= 0 && b >= 0) return a > b ? held : arriving;
  const [left, right] = [digitsOf(held), digitsOf(arriving)];
  if (left !== undefined && right !== undefined) {
    if (left === 'unbounded' || right === 'unbounded') return { kind: 'decimal' };
    const scale = Math.max(left.scale, right.scale);
    return { kind: 'decimal', precision: Math.max(left.whole, right.whole) + scale, scale };
  }
  switch (arriving.kind) {
    case 'float32':
    case 'float64':
      return held.kind === 'float32' || held.kind === 'float64' ? { kind: 'float64' } : undefined;
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return held.kind === arriving.kind ? arriving : undefined;
    default:
      return undefined;
  }
}

/** Digits before and after the point of an exact number. */
function digitsOf(
  type: ColumnType,
): { readonly whole: number; readonly scale: number } | 'unbounded' | undefined {
  switch (type.kind) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return { whole: integerDigits[type.kind], scale: 0 };
    case 'decimal': {
      if (type.precision === undefined) return 'unbounded';
      const scale = type.scale ?? 0;
      return { whole: type.precision - scale, scale };
    }
    default:
      return undefined;
  }
}
