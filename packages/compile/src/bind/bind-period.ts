import {
  invariant,
  resolvePeriod,
  type Expression,
  type HalfOpenRange,
  type InPeriodExpression,
  type LiteralExpression,
} from '@ai-etl/core';

/** What a column that is compared with a period holds. */
export type PeriodOperandKind = 'date' | 'timestamp' | 'timestamptz';

export interface PeriodMoment {
  readonly logicalTimeMs: number;
  /** IANA zone in which calendar units begin. */
  readonly timezone: string;
}

/** A relative date as the half-open range of literals it means at a moment: `c >= a AND c < b`. */
export function bindPeriod(
  expression: InPeriodExpression,
  kind: PeriodOperandKind,
  moment: PeriodMoment,
): Expression {
  const { dates, local, instants } = resolvePeriod(
    expression.period,
    moment.logicalTimeMs,
    moment.timezone,
  );
  const ranges: Readonly<Record<PeriodOperandKind, HalfOpenRange>> = {
    date: dates,
    timestamp: local,
    timestamptz: instants,
  };
  const { start, end } = ranges[kind];
  const bound = (op: 'ge' | 'lt', at: string): Expression => ({
    kind: 'binary',
    op,
    left: expression.operand,
    right: { kind: 'literal', type: kind, value: kind === 'timestamptz' ? instantText(at) : at },
  });
  const after = start === null ? null : bound('ge', start);
  const before = end === null ? null : bound('lt', end);
  if (after === null || before === null) {
    return after ?? before ?? { kind: 'literal', type: 'bool', value: true };
  }
  return { kind: 'binary', op: 'and', left: after, right: before };
}

/** The run's logical time. */
export function bindNow({ logicalTimeMs }: PeriodMoment): LiteralExpression {
  const value = instantText(new Date(logicalTimeMs).toISOString());
  return { kind: 'literal', type: 'timestamptz', value };
}

/** The logical time's date in the pipeline's zone. */
export function bindToday({ logicalTimeMs, timezone }: PeriodMoment): LiteralExpression {
  const { dates } = resolvePeriod({ kind: 'current', unit: 'day' }, logicalTimeMs, timezone);
  invariant(dates.start !== null, 'a day has a start');
  return { kind: 'literal', type: 'date', value: dates.start };
}

/** RFC 3339 in UTC as a literal has it: `2024-01-31 23:00:00[.fff]`. */
function instantText(rfc3339: string): string {
  return rfc3339.replace('T', ' ').replace(/(\.0+)?Z$/, '');
}
