import { detectSemanticType, type ColumnType } from '@ai-etl/core';
import { longestKeptValue, type ColumnState } from '@ai-etl/store';

/** Columns with more distinct values name things one by one; their values are looked up when asked for. */
export const mostDistinct = 500;

/** Longer on average is prose. */
const longestMean = 60;
/** With fewer rows than this nothing can be said of how often values repeat. */
const enoughToTell = 100;

export interface SeenColumn {
  readonly name: string;
  readonly table: string;
  readonly type: ColumnType;
  /** What was seen, NULLs left out, equal ones as often as they were seen. */
  readonly seen: readonly string[];
  /** Whether the column holds nothing else. */
  readonly complete: boolean;
}

export interface JudgedColumn {
  readonly state: ColumnState;
  /** Distinct and sorted; none unless `read`. */
  readonly values: readonly string[];
}

/**
 * Whether the values of a column may be kept, and which these are. Personal data never is, whoever
 * may see it: what is kept is read by people with different rights. Pure.
 */
export function judgeColumn({ name, table, type, seen, complete }: SeenColumn): JudgedColumn {
  const none = (state: ColumnState): JudgedColumn => ({ state, values: [] });
  const distinct = [...new Set(seen)].filter((one) => one.trim() !== '').sort(byText);
  const mean = distinct.reduce((sum, one) => sum + one.length, 0) / Math.max(1, distinct.length);
  if (mean > longestMean || distinct.some((one) => /[\r\n]/u.test(one))) return none('free_text');
  const isUnlike = !complete && seen.length >= enoughToTell && distinct.length > seen.length / 2;
  if (distinct.length > mostDistinct || isUnlike) return none('too_many');
  // Judged last, since it costs most. Each alone is enough: values may be unusual, and names may say
  // nothing.
  for (const values of [[], distinct]) {
    if (detectSemanticType({ name, table, type, values })?.pii === true) return none('personal');
  }
  // A longer value is no word; PostgreSQL cannot store NUL.
  const kept = distinct.filter((one) => one.length <= longestKeptValue && !one.includes('\0'));
  return { state: 'read', values: kept };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
