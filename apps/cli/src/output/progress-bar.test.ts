import { describe, expect, it } from 'vitest';
import { progressLine } from './progress-bar.ts';

const progress = {
  status: 'running',
  currentTask: 'extracting_data',
  percent: 45.4,
  rowsRead: '12345',
  rowsTotal: '28404',
  rowsPerSecond: 24296.4,
  estimatedCompletion: new Date(13_000),
} as const;

describe('a progress line', () => {
  it('says percent, rows, speed, time left and task', () => {
    expect(progressLine(progress, { now: 10_000, width: 200 })).toBe(
      '[###########-------------]   45 %  12,345 / 28,404 rows  24,296 rows/s  3.0 s left  extracting_data',
    );
  });

  it('says the status while the total is unknown', () => {
    const unknown = { ...progress, percent: null, rowsTotal: null, estimatedCompletion: null };
    expect(progressLine(unknown, { now: 0, width: 200 })).toBe(
      '[------------------------]  running  12,345 rows  24,296 rows/s  extracting_data',
    );
  });

  it('never breaks the line', () => {
    const long = progressLine({ ...progress, currentTask: 'x'.repeat(500) }, { now: 0, width: 60 });
    expect(long.length).toBeLessThan(60);
  });
});
