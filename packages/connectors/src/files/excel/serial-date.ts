import type { NumberMeaning } from './number-format.ts';

/** A day, moment or time as text of SQL. */
export interface SerialValue {
  readonly kind: 'date' | 'timestamp' | 'time';
  readonly text: string;
}

const dayMs = 86_400_000;
const day1900Ms = Date.UTC(1899, 11, 31);
const day1904Ms = Date.UTC(1904, 0, 1);
/** Excel's last day. */
const lastMs = Date.UTC(9999, 11, 31) + dayMs;

/**
 * What a number of days means, to the millisecond, which is as far as Excel's numbers reach; undefined for days
 * that Excel does not have. From 1900 it counts a 29th of February that never was (day 60).
 */
export function serialValue(
  days: number,
  meaning: Exclude<NumberMeaning, 'number'>,
  isFrom1904: boolean,
): SerialValue | undefined {
  if (!Number.isFinite(days) || days < 0) return undefined;
  if (meaning === 'time' && days < 1) {
    const ms = Math.min(Math.round(days * dayMs), dayMs - 1);
    return { kind: 'time', text: timeOf(ms) };
  }
  const ms = momentMs(Math.round(days * dayMs), isFrom1904);
  if (ms === undefined || ms >= lastMs) return undefined;
  const day = new Date(ms).toISOString().slice(0, 10);
  // A time in a cell that shows the day only is not dropped.
  if (meaning === 'date' && ms % dayMs === 0) return { kind: 'date', text: day };
  return { kind: 'timestamp', text: `${day} ${timeOf(ms)}` };
}

function momentMs(ms: number, isFrom1904: boolean): number | undefined {
  if (isFrom1904) return day1904Ms + ms;
  const day = Math.floor(ms / dayMs);
  if (day < 1 || day === 60) return undefined;
  return day1900Ms + ms - (day > 60 ? dayMs : 0);
}

/** `10:00:00`, `10:00:00.250`. */
function timeOf(ms: number): string {
  return new Date(ms)
    .toISOString()
    .slice(11, 23)
    .replace(/\.000$/, '');
}
