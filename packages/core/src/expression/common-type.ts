import { isNumeric, sameType, type ColumnType } from '../types/column-type.ts';
import { asColumnType, type InferredType } from './inferred-type.ts';
import { commonNumericType } from './numeric-types.ts';

/**
 * The one type that values of both types become where branches meet (CASE, coalesce, union);
 * undefined when they have none. A date meets a timestamp at midnight; nothing turns into text.
 */
export function commonType(a: InferredType, b: InferredType): InferredType | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown') return { kind: 'unknown' };
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  const [left, right] = [asColumnType(a), asColumnType(b)];
  if (left === undefined || right === undefined) return undefined;
  return commonColumnType(left, right);
}

/** As `commonType`, for column types. */
export function commonColumnType(a: ColumnType, b: ColumnType): ColumnType | undefined {
  if (sameType(a, b)) return a;
  if (isNumeric(a) && isNumeric(b)) return commonNumericType(a, b);
  if (a.kind === 'list' && b.kind === 'list') {
    const element = commonColumnType(a.element, b.element);
    return element && { kind: 'list', element };
  }
  const kinds = new Set([a.kind, b.kind]);
  if (kinds.has('date') && kinds.has('timestamp')) return { kind: 'timestamp' };
  if (kinds.has('date') && kinds.has('timestamptz')) return { kind: 'timestamptz' };
  return undefined;
}

/** How values of a type may be compared. */
export function comparability(type: InferredType): 'ordered' | 'equality' | 'none' {
  switch (type.kind) {
    case 'json':
    case 'list':
    case 'interval':
      return 'none';
    case 'bool':
    case 'bytes':
    case 'uuid':
      return 'equality';
    default:
      return 'ordered';
  }
}

/** True when CAST between the types has a meaning; a value that does not fit fails the run. */
export function canCast(from: ColumnType, to: ColumnType): boolean {
  if (sameType(from, to) || (to.kind === 'text' && from.kind !== 'bytes')) return true;
  if (from.kind === 'text') return to.kind !== 'bytes' && to.kind !== 'list';
  if (isNumeric(from) && isNumeric(to)) return true;
  if (from.kind === 'list' && to.kind === 'list') return canCast(from.element, to.element);
  const allowed: Readonly<Partial<Record<ColumnType['kind'], readonly ColumnType['kind'][]>>> = {
    bool: ['int8', 'int16', 'int32', 'int64'],
    int8: ['bool'],
    int16: ['bool'],
    int32: ['bool'],
    int64: ['bool'],
    date: ['timestamp', 'timestamptz'],
    timestamp: ['date', 'time', 'timestamptz'],
    timestamptz: ['date', 'time', 'timestamp'],
  };
  return allowed[from.kind]?.includes(to.kind) ?? false;
}
