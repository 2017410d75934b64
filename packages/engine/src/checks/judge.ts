import { instantAt, type Check, type ColumnType } from '@ai-etl/core';
import type { JudgedMeasure } from '@ai-etl/compile';
import { judgeAnomaly } from './judge-anomaly.ts';

export interface Judgement {
  readonly passed: boolean;
  /** Decimal text; null where the check counts no rows that fail. */
  readonly failingRows: string | null;
  /** Rows, or seconds of age; null: the column has no value. Absent where failing rows count. */
  readonly measured?: string | null;
  /** For a person: `at most 3600 s old`. */
  readonly expected?: string;
}

export interface Circumstances {
  /** RFC 3339: ages are counted from here. */
  readonly logicalTime: string;
  /** Zone in which timestamps without one are read. */
  readonly timezone: string;
  /** What the same check measured in earlier successful runs, newest first. */
  readonly history: readonly number[];
}

/** Judges what a check measured, as text on the wire. Pure. */
export function judge(
  check: Check,
  { judged, value }: { readonly judged: JudgedMeasure; readonly value: string | null },
  circumstances: Circumstances,
): Judgement {
  if (judged.kind === 'failing_rows') {
    const rows = value ?? '0';
    return { passed: BigInt(rows) === 0n, failingRows: rows };
  }
  const measured =
    judged.kind === 'row_count' ? value : ageSeconds(value, judged.type, circumstances);
  const told = { failingRows: null, measured };
  switch (check.kind) {
    case 'row_count': {
      const rows = BigInt(measured ?? '0');
      const { min, max } = check;
      const passed =
        (min === undefined || rows >= BigInt(min)) && (max === undefined || rows <= BigInt(max));
      return { ...told, passed, expected: rangeText(min, max) };
    }
    case 'freshness': {
      const passed = measured !== null && Number(measured) <= check.max_age_seconds;
      return { ...told, passed, expected: `at most ${check.max_age_seconds} s old` };
    }
    case 'anomaly':
      return { ...told, ...judgeAnomaly(check, measured, circumstances.history) };
    default:
      return { ...told, passed: false };
  }
}

function rangeText(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `at most ${max ?? 0} rows`;
  return max === undefined ? `at least ${min} rows` : `${min} to ${max} rows`;
}

/** Whole seconds from the newest moment to the logical time; negative when it lies ahead. */
function ageSeconds(
  value: string | null,
  type: ColumnType,
  { logicalTime, timezone }: Circumstances,
): string | null {
  if (value === null) return null;
  const reading = Date.parse(
    `${value.length === 10 ? `${value} 00:00:00` : value}Z`.replace(' ', 'T'),
  );
  const instant = type.kind === 'timestamptz' ? reading : instantAt(reading, timezone);
  return String(Math.floor((Date.parse(logicalTime) - instant) / 1000));
}
