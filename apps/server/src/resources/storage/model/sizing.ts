import type { Engine, Workload } from './workload.ts';

type Sized = Pick<Workload, 'sizeGb' | 'growth' | 'retentionMonths'>;

/** Months that an answer looks ahead. */
export const horizons = [0, 12, 24, 36] as const;

/** A tenth of a percent a month is no growth. */
const leastGrowth = 0.001;

/**
 * Gigabytes of rows after some months. With a retention, what is older is gone: of a linear growth
 * that many months are kept, of a growth by share all but what was there that long ago.
 */
export function sizeAfter({ sizeGb, growth, retentionMonths }: Sized, months: number): number {
  if (growth.kind === 'share') {
    const factor = 1 + growth.perMonth;
    const whole = sizeGb * factor ** months;
    // Without growth nothing is known of the rows' age.
    if (retentionMonths === null || growth.perMonth < leastGrowth) return whole;
    return Math.max(0, whole - sizeGb * factor ** (months - retentionMonths));
  }
  const whole = sizeGb + growth.gbPerMonth * months;
  if (retentionMonths === null || growth.gbPerMonth < leastGrowth * sizeGb) return whole;
  return Math.min(whole, growth.gbPerMonth * retentionMonths);
}

/**
 * Stored bytes per byte of rows: indexes and free room included, compression too. Between the usual
 * ends for tables of numbers, times and short texts; texts of high variety compress less.
 */
export const storedShare: Readonly<Record<Engine, number>> = {
  postgresql: 1.5,
  clickhouse: 0.2,
  duckdb: 0.35,
  parquet: 0.25,
};

/** Gigabytes on disk of an engine, all copies counted. */
export function storedGb(workload: Workload, engine: Engine, months: number): number {
  // Object storage keeps its copies itself.
  const copies = workload.highAvailability && engine !== 'parquet' ? 2 : 1;
  return sizeAfter(workload, months) * storedShare[engine] * copies;
}
