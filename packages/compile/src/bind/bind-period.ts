import type { Expression, InPeriodExpression, LiteralExpression, Period } from '@ai-etl/core';
import {
  addUnits,
  instantOf,
  printWallClock,
  startOf,
  wallClockOf,
  type WallClock,
} from './zoned-time.ts';

/** What a column that is compared with a period holds. */
export type PeriodOperandKind = 'date' | 'timestamp' | 'timestamptz';

export interface PeriodMoment {
  readonly logicalTimeMs: number;
  /** IANA zone in which calendar units begin. */
  readonly timezone: string;
}

/** Wall-clock readings in the pipeline's zone; `from` belongs to the range, `to` does not. */
interface Range {
  readonly from: WallClock | null;
  readonly to: WallClock;
}

/**
 * A relative date as the half-open range of literals it means at a moment: `c >= a AND c < b`.
 * A date column counts as its midnight in the pipeline's zone.
 */
export function bindPeriod(
  expression: InPeriodExpression,
  kind: PeriodOperandKind,
  moment: PeriodMoment,
): Expression {
  const zone = zoneOf(expression.period, kind, moment.timezone);
  const range = rangeOf(expression.period, wallClockOf(moment.logicalTimeMs, zone));
  const bound = (op: 'ge' | 'lt', at: WallClock): Expression => ({
    kind: 'binary',
    op,
    left: expression.operand,
    right: literalOf(at, kind, zone),
  });
  const end = bound('lt', range.to);
  return range.from === null
    ? end
    : { kind: 'binary', op: 'and', left: bound('ge', range.from), right: end };
}

/** Trailing hours of instants are elapsed hours, also across a clock change. */
function zoneOf(period: Period, kind: PeriodOperandKind, zone: string): string {
  const rolls = period.kind === 'trailing' || period.kind === 'before';
  const elapsed = ['second', 'minute', 'hour'].includes(period.unit);
  return kind === 'timestamptz' && rolls && elapsed ? 'UTC' : zone;
}

function rangeOf(period: Period, now: WallClock): Range {
  const { unit } = period;
  switch (period.kind) {
    case 'current': {
      const from = startOf(now, unit);
      return { from, to: addUnits(from, unit, 1) };
    }
    case 'previous': {
      const to = startOf(now, unit);
      return { from: addUnits(to, unit, -period.count), to };
    }
    case 'trailing':
      return { from: addUnits(now, unit, -period.count), to: now };
    case 'before':
      return { from: null, to: addUnits(now, unit, -period.count) };
  }
}

function literalOf(at: WallClock, kind: PeriodOperandKind, zone: string): LiteralExpression {
  switch (kind) {
    case 'date': {
      // The first date whose midnight is not before the bound: right for >= and for <.
      const midnight = startOf(at, 'day');
      const day = midnight === at ? midnight : addUnits(midnight, 'day', 1);
      return { kind: 'literal', type: 'date', value: printWallClock(day).slice(0, 10) };
    }
    case 'timestamp':
      return { kind: 'literal', type: 'timestamp', value: printWallClock(at) };
    case 'timestamptz':
      return { kind: 'literal', type: 'timestamptz', value: printWallClock(instantOf(at, zone)) };
  }
}
