import { describe, expect, it } from 'vitest';
import { Check } from '@ai-etl/core';
import type { JudgedMeasure } from '@ai-etl/compile';
import { judge } from './judge.ts';

const circumstances = {
  logicalTime: '2026-03-29T12:00:00Z',
  timezone: 'Europe/Berlin',
  history: [],
};

function judged(
  check: Record<string, unknown>,
  measure: JudgedMeasure,
  value: string | null,
  history: readonly number[] = [],
) {
  const parsed = Check.parse({ id: 'c', on: 'rows', ...check });
  return judge(parsed, { judged: measure, value }, { ...circumstances, history });
}

describe('judging checks', () => {
  it('passes where no row fails, and counts beyond 2^53', () => {
    const kind = { kind: 'not_null', columns: ['id'] };
    expect(judged(kind, { kind: 'failing_rows' }, '0')).toEqual({ passed: true, failingRows: '0' });
    expect(judged(kind, { kind: 'failing_rows' }, '9007199254740993')).toEqual({
      passed: false,
      failingRows: '9007199254740993',
    });
  });

  it.each([
    ['9', false],
    ['10', true],
    ['20', true],
    ['21', false],
  ])('takes both ends of a row count: %s rows', (value, passed) => {
    const check = { kind: 'row_count', min: 10, max: 20 };
    expect(judged(check, { kind: 'row_count' }, value)).toMatchObject({
      passed,
      measured: value,
      expected: '10 to 20 rows',
    });
  });

  it.each([
    ['timestamptz', '2026-03-29 11:59:00', '60'],
    ['timestamptz', '2026-03-29 11:59:00.5', '59'],
    // 14:00 in Berlin is 12:00 UTC since the clocks went forward that morning.
    ['timestamp', '2026-03-29 13:00:00', '3600'],
    ['date', '2026-03-29', String(13 * 3600)],
    ['timestamptz', '1969-12-31 23:59:59', '1774785601'],
  ] as const)('tells the age of the newest %s %s', (kind, value, seconds) => {
    const check = { kind: 'freshness', column: 'at', max_age_seconds: 3600 };
    const answer = judged(check, { kind: 'newest', type: { kind } }, value);
    expect(answer.measured).toBe(seconds);
    expect(answer.passed).toBe(Number(seconds) <= 3600);
  });

  it('finds a table without any value not fresh', () => {
    const check = { kind: 'freshness', column: 'at', max_age_seconds: 3600 };
    const newest = { kind: 'newest', type: { kind: 'timestamptz' } } as const;
    expect(judged(check, newest, null)).toMatchObject({ passed: false, measured: null });
  });

  it('lets the first runs of an anomaly pass, then compares with the median', () => {
    const check = { kind: 'anomaly', measure: 'row_count' };
    const rows = { kind: 'row_count' } as const;
    const usual = [1000, 1010, 990, 1005, 995];
    expect(judged(check, rows, '1', usual.slice(1))).toMatchObject({ passed: true });
    expect(judged(check, rows, '1', usual)).toMatchObject({
      passed: false,
      measured: '1',
      expected: '930 to 1070, by 5 earlier runs',
    });
    expect(judged(check, rows, '1020', usual)).toMatchObject({ passed: true });
  });

  it('is not alarmed by a row more where every run loaded the same', () => {
    const check = { kind: 'anomaly', measure: 'row_count' };
    const history = [5, 5, 5, 5, 5, 5];
    expect(judged(check, { kind: 'row_count' }, '6', history).passed).toBe(true);
    expect(judged(check, { kind: 'row_count' }, '50', history).passed).toBe(false);
  });
});
