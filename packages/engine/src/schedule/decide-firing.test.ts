import type { DueSchedule } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { decideFiring, maxCatchupRuns } from './decide-firing.ts';

function hourly(catchup: DueSchedule['catchup'], dueAt: string): DueSchedule {
  const pipeline = { pipelineId: 'pipe_1', environment: 'production' };
  return { ...pipeline, cron: '0 * * * *', timezone: 'UTC', catchup, dueAt };
}

const dueAt = '2026-01-01T01:00:00.000Z';
const now = '2026-01-01T04:20:00.000Z';
const nextAt = '2026-01-01T05:00:00.000Z';

describe('decideFiring', () => {
  it('runs only the last missed time with catchup latest', () => {
    const firing = decideFiring(hourly('latest', dueAt), now);
    expect(firing).toEqual({ logicalTimes: ['2026-01-01T04:00:00.000Z'], nextAt });
  });

  it('runs each missed time with catchup all', () => {
    expect(decideFiring(hourly('all', dueAt), now)).toEqual({
      logicalTimes: [
        '2026-01-01T01:00:00.000Z',
        '2026-01-01T02:00:00.000Z',
        '2026-01-01T03:00:00.000Z',
        '2026-01-01T04:00:00.000Z',
      ],
      nextAt,
    });
  });

  it('skips missed times with catchup none', () => {
    expect(decideFiring(hourly('none', dueAt), now)).toEqual({ logicalTimes: [], nextAt });
  });

  it('runs a time that is just due with catchup none', () => {
    const firing = decideFiring(hourly('none', dueAt), '2026-01-01T01:00:02.000Z');
    expect(firing).toEqual({ logicalTimes: [dueAt], nextAt: '2026-01-01T02:00:00.000Z' });
  });

  it('runs the due time itself when nothing else was missed', () => {
    const firing = decideFiring(hourly('latest', dueAt), dueAt);
    expect(firing).toEqual({ logicalTimes: [dueAt], nextAt: '2026-01-01T02:00:00.000Z' });
  });

  it('makes a bounded number of runs at once and stays due for the others', () => {
    const firing = decideFiring(hourly('all', '2025-01-01T00:00:00.000Z'), now);
    expect(firing.logicalTimes).toHaveLength(maxCatchupRuns);
    const last = firing.logicalTimes.at(-1) ?? '';
    expect(Date.parse(firing.nextAt ?? '') - Date.parse(last)).toBe(3_600_000);
  });

  it('finds the latest time of a minutely schedule that slept for a year at once', () => {
    const minutely: DueSchedule = {
      ...hourly('latest', '2025-01-01T00:00:00.000Z'),
      cron: '* * * * *',
    };
    const started = performance.now();
    expect(decideFiring(minutely, now).logicalTimes).toEqual(['2026-01-01T04:20:00.000Z']);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('finds the latest time of a yearly schedule', () => {
    const yearly: DueSchedule = {
      ...hourly('latest', '2020-06-01T00:00:00.000Z'),
      cron: '0 0 1 6 *',
    };
    expect(decideFiring(yearly, now)).toEqual({
      logicalTimes: ['2025-06-01T00:00:00.000Z'],
      nextAt: '2026-06-01T00:00:00.000Z',
    });
  });
});
