import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { comparability } from '../expression/common-type.ts';
import type { InferredExpression } from '../expression/scope.ts';
import { printColumnType } from '../types/column-type.ts';
import type { QueryLimit } from './query.ts';

type Inferred = Omit<InferredExpression, 'types'>;

/** A condition is true or false. */
export function checkCondition({ type, diagnostics }: Inferred, path: string): Diagnostic[] {
  if (type === undefined || type.kind === 'bool' || diagnostics.length > 0) return [];
  const message = `A condition must be true or false, but this is ${printColumnType(type)}.`;
  return [diagnostic('TYPE_MISMATCH', path, message, 'compare it with something, such as x > 0')];
}

/** Sort keys have an order. */
export function checkOrderType({ type }: Inferred, path: string): Diagnostic[] {
  if (type === undefined || comparability(type) !== 'none') return [];
  const message = `Rows cannot be sorted by ${printColumnType(type)}.`;
  return [diagnostic('TYPE_MISMATCH', path, message, 'sort by its text: CAST(x AS text)')];
}

/** What rows are grouped by or made distinct by can be compared. */
export function checkEqualityType({ type }: Inferred, path: string): Diagnostic[] {
  if (type === undefined || comparability(type) !== 'none') return [];
  const message = `Rows cannot be told apart by ${printColumnType(type)}.`;
  return [diagnostic('TYPE_MISMATCH', path, message, 'cast it to text: CAST(x AS text)')];
}

/** Counts of rows are whole and not negative. */
export function checkLimit(limit: QueryLimit | null, path: string): Diagnostic[] {
  if (limit === null) return [];
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  if (isCount(limit.count) && isCount(limit.offset)) return [];
  const message = `A limit counts rows, but got ${limit.count} after ${limit.offset}.`;
  return [diagnostic('QUERY_SHAPE', path, message, 'write whole numbers from 0')];
}
