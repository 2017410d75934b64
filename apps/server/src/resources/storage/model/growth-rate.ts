import type { Growth } from './workload.ts';

/** Gigabytes of a unit; decimal and binary units are told apart. */
const gigabytes: Readonly<Record<string, number>> = {
  B: 1e-9,
  KB: 1e-6,
  MB: 1e-3,
  GB: 1,
  TB: 1e3,
  PB: 1e6,
  KIB: 1024 / 1e9,
  MIB: 1024 ** 2 / 1e9,
  GIB: 1024 ** 3 / 1e9,
  TIB: 1024 ** 4 / 1e9,
};

const perMonth: Readonly<Record<string, number>> = {
  hour: 730,
  day: 365 / 12,
  week: 365 / 7 / 12,
  month: 1,
  quarter: 1 / 3,
  year: 1 / 12,
};

export type ParsedGrowth = { readonly growth: Growth } | { readonly error: string };

const allowed =
  'write it like "10GB/month" or "5%/year"; sizes: B, KB, MB, GB, TB, PB, KiB, MiB, GiB, TiB or %; periods: hour, day, week, month, quarter, year';

/** Reads `10GB/month`, `1.5 TB per year`, `5%/month`. What it cannot read it names. */
export function parseGrowthRate(text: string): ParsedGrowth {
  const match = /^\s*([+-]?[\d.,]+)\s*(%|[A-Za-z]*)\s*(?:\/|\bper\b)\s*([A-Za-z]+)\s*$/.exec(text);
  if (match === null) return { error: `cannot be read: ${allowed}` };
  const [, number = '', unit = '', period = ''] = match;
  if (!/^\d{1,9}(?:\.\d{1,6})?$/.test(number)) {
    return {
      error: `"${number}" is no number of 0 or more, with a point for decimals: ${allowed}`,
    };
  }
  const times = perMonth[period.toLowerCase().replace(/s$/, '')];
  if (times === undefined) return { error: `"${period}" is no period: ${allowed}` };
  if (unit === '%') {
    const yearly = Number(number) * 12 * times;
    // Beyond that the figures of later years mean nothing.
    if (yearly > 1000)
      return { error: 'grows more than tenfold a year: give it as a size, such as "10GB/month"' };
    return { growth: { kind: 'share', perMonth: (Number(number) / 100) * times } };
  }
  if (unit === '') return { error: `a unit is missing after ${number}: ${allowed}` };
  const size = gigabytes[unit.toUpperCase()];
  if (size === undefined) return { error: `"${unit}" is no unit of size: ${allowed}` };
  return { growth: { kind: 'linear', gbPerMonth: Number(number) * size * times } };
}
