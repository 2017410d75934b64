import type { Column, ColumnType, Fidelity } from '@ai-etl/core';
import { portableDates } from '../kit/wire-columns.ts';
import { quoteName } from './quote.ts';

/** A value with the policies of `fidelity` applied. */
export interface FaithfulValue {
  readonly value: string;
  /** Where this holds there is no faithful form: the statement must fail. */
  readonly refusedWhen?: string;
}

/**
 * The value of a column of `q` under the policies. `actual` is the type that MySQL gives it: zero dates
 * and times beyond a day exist only there.
 */
export function faithfulValue(
  column: Column,
  fidelity: Fidelity,
  actual: ColumnType = column.type,
): FaithfulValue {
  const value = `q.${quoteName(column.name)}`;
  switch (actual.kind) {
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      if (!isMoment(column.type)) return { value };
      return faithfulMoment(value, fidelity);
    case 'time':
      if (column.type.kind !== 'time') return { value };
      return { value, refusedWhen: `${value} < '00:00:00' OR ${value} > '24:00:00'` };
    default:
      return { value };
  }
}

function isMoment(type: ColumnType): boolean {
  return type.kind === 'date' || type.kind === 'timestamp' || type.kind === 'timestamptz';
}

/** MySQL may hold 0000-00-00 and 2024-00-00, which are no dates. */
function faithfulMoment(value: string, { date_range: policy }: Fidelity): FaithfulValue {
  const isNoDate = `MONTH(${value}) = 0 OR DAYOFMONTH(${value}) = 0`;
  if (policy === 'fail') return { value, refusedWhen: `${value} < '0001-01-01' OR ${isNoDate}` };
  const { first, last } = portableDates;
  const isKept = `${value} >= '${first}' AND ${value} < '${last}' + INTERVAL 1 DAY AND NOT (${isNoDate})`;
  return { value: `(CASE WHEN ${isKept} THEN ${value} END)` };
}
