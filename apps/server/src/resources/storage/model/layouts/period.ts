import { sizeAfter } from '../sizing.ts';
import type { Workload } from '../workload.ts';

/** The period of one part, so that parts are neither tiny nor huge; null: too little to cut. */
export function periodOf(workload: Workload, partGb: number): 'day' | 'month' | 'year' | null {
  if (sizeAfter(workload, 12) < 4 * partGb) return null;
  const yearly = sizeAfter({ ...workload, retentionMonths: null }, 12) - workload.sizeGb;
  // Without growth, what is there is taken for the work of two years.
  const perMonth = Math.max(yearly, workload.sizeGb / 2) / 12;
  if (perMonth >= 30 * partGb) return 'day';
  return perMonth >= partGb / 4 ? 'month' : 'year';
}

/** The column that tells time; a word for it when the table is not known; null when it has none. */
export function timeColumnOf({ table, queryTypes, retentionMonths }: Workload): string | null {
  if (table !== null) return table.timeColumn;
  return queryTypes.has('time_series') || queryTypes.has('analytical') || retentionMonths !== null
    ? '<time column>'
    : null;
}
