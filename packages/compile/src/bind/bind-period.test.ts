import { printExpression, type Expression } from '@ai-etl/core';
import { parseExpression } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { bindPeriod, type PeriodOperandKind } from './bind-period.ts';

function bound(period: string, kind: PeriodOperandKind, at: string, timezone = 'UTC'): string {
  const parsed = parseExpression(`c IN PERIOD '${period}'`);
  if (!parsed.ok || parsed.expression.kind !== 'in_period') expect.fail(`${period} is no period`);
  const moment = { logicalTimeMs: Date.parse(at), timezone };
  const result: Expression = bindPeriod(parsed.expression, kind, moment);
  return printExpression(result);
}

const noon = '2024-03-15T12:00:00Z';

describe('relative dates as half-open ranges', () => {
  it.each([
    ['today', 'date', "c >= DATE '2024-03-15' AND c < DATE '2024-03-16'"],
    ['yesterday', 'date', "c >= DATE '2024-03-14' AND c < DATE '2024-03-15'"],
    ['this week', 'date', "c >= DATE '2024-03-11' AND c < DATE '2024-03-18'"],
    ['last month', 'date', "c >= DATE '2024-02-01' AND c < DATE '2024-03-01'"],
    ['last 2 quarters', 'date', "c >= DATE '2023-07-01' AND c < DATE '2024-01-01'"],
    ['this year', 'date', "c >= DATE '2024-01-01' AND c < DATE '2025-01-01'"],
    ['older than 1 month', 'date', "c < DATE '2024-02-16'"],
    ['from now/y-1y', 'date', "c >= DATE '2023-01-01'"],
    ['from now/d-14d to now/d+1d', 'date', "c >= DATE '2024-03-01' AND c < DATE '2024-03-16'"],
  ] as const)('%s of a date', (period, kind, expected) => {
    expect(bound(period, kind, noon)).toBe(expected);
  });

  it('counts a date as its midnight in a window that rolls', () => {
    expect(bound('trailing 7 days', 'date', noon)).toBe(
      "c >= DATE '2024-03-09' AND c < DATE '2024-03-16'",
    );
  });

  it('begins calendar units in the time zone of the pipeline', () => {
    expect(bound('last month', 'timestamptz', noon, 'Europe/Berlin')).toBe(
      "c >= TIMESTAMPTZ '2024-01-31 23:00:00' AND c < TIMESTAMPTZ '2024-02-29 23:00:00'",
    );
    expect(bound('last month', 'timestamp', noon, 'Europe/Berlin')).toBe(
      "c >= TIMESTAMP '2024-02-01 00:00:00' AND c < TIMESTAMP '2024-03-01 00:00:00'",
    );
  });

  it('knows that a day of a clock change has 23 or 25 hours', () => {
    expect(bound('today', 'timestamptz', '2024-03-31T12:00:00Z', 'Europe/Berlin')).toBe(
      "c >= TIMESTAMPTZ '2024-03-30 23:00:00' AND c < TIMESTAMPTZ '2024-03-31 22:00:00'",
    );
    expect(bound('today', 'timestamptz', '2024-10-27T12:00:00Z', 'Europe/Berlin')).toBe(
      "c >= TIMESTAMPTZ '2024-10-26 22:00:00' AND c < TIMESTAMPTZ '2024-10-27 23:00:00'",
    );
  });

  it('counts elapsed hours of instants across a clock change', () => {
    expect(bound('trailing 3 hours', 'timestamptz', '2024-03-31T02:00:00Z', 'Europe/Berlin')).toBe(
      "c >= TIMESTAMPTZ '2024-03-30 23:00:00' AND c < TIMESTAMPTZ '2024-03-31 02:00:00'",
    );
  });

  it('takes the last day of a shorter month', () => {
    expect(bound('trailing 1 month', 'timestamp', '2024-03-31T10:00:00Z')).toBe(
      "c >= TIMESTAMP '2024-02-29 10:00:00' AND c < TIMESTAMP '2024-03-31 10:00:00'",
    );
  });
});
