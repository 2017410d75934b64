import { describe, expect, it } from 'vitest';
import type { ActiveRun, PipelineActivity } from '@ai-etl/store';
import { describeStatus } from './status.ts';

const pipeline: PipelineActivity['pipeline'] = { id: 'pipe_1', status: 'ready' };

const now = Date.parse('2024-01-26T10:05:00Z');

const latestRun: ActiveRun = {
  expectedSeconds: null,
  id: 'run_1',
  status: 'running',
  startedAt: '2024-01-26T10:00:00Z',
  finishedAt: null,
  progress: {
    current_task: 'extract_sales',
    percent: 45.4,
    rows_read: '454',
    rows_total: '1000',
    bytes: '1000',
    rows_per_second: 10,
    estimated_completion: '2024-01-26T10:15:00Z',
  },
};

const unknownTotals: ActiveRun['progress'] =
  latestRun.progress === null
    ? null
    : { ...latestRun.progress, percent: null, rows_total: null, estimated_completion: null };

describe('describeStatus', () => {
  it("answers the contract's fields while a run goes on", () => {
    expect(describeStatus({ pipeline, latestRun }, now)).toEqual({
      pipeline_id: 'pipe_1',
      run_id: 'run_1',
      status: 'running',
      current_task: 'extract_sales',
      progress: 45,
      started_at: '2024-01-26T10:00:00Z',
      estimated_completion: '2024-01-26T10:15:00Z',
    });
  });

  it('is at 100 and has no task after success', () => {
    const done = { ...latestRun, status: 'success' as const, finishedAt: '2024-01-26T10:01:00Z' };
    expect(describeStatus({ pipeline, latestRun: done }, now)).toMatchObject({
      progress: 100,
      current_task: null,
      estimated_completion: null,
    });
  });

  it('does not invent progress while totals are unknown', () => {
    const unknown = {
      ...latestRun,
      progress: latestRun.progress === null ? null : { ...latestRun.progress, percent: null },
    };
    expect(describeStatus({ pipeline, latestRun: unknown }, now).progress).toBeNull();
  });

  it.each([
    ['half way through what its like took', 600, 50, '2024-01-26T10:10:00.000Z'],
    ['near the end', 301, 95, '2024-01-26T10:05:01.000Z'],
    ['later than usual, so nobody knows', 200, 95, null],
  ])('goes by history while totals are unknown: %s', (_when, expectedSeconds, progress, end) => {
    for (const own of [null, unknownTotals]) {
      const run = { ...latestRun, expectedSeconds, progress: own };
      expect(describeStatus({ pipeline, latestRun: run }, now)).toMatchObject({
        progress,
        estimated_completion: end,
      });
    }
  });

  it('trusts its own totals more than history', () => {
    const run = { ...latestRun, expectedSeconds: 600 };
    expect(describeStatus({ pipeline, latestRun: run }, now)).toMatchObject({
      progress: 45,
      estimated_completion: '2024-01-26T10:15:00Z',
    });
  });

  it('says nothing of history before a run begins and after it ended', () => {
    const queued = { ...latestRun, status: 'queued' as const, startedAt: null, progress: null };
    const failed = {
      ...latestRun,
      status: 'failed' as const,
      progress: unknownTotals,
      finishedAt: '2024-01-26T10:01:00Z',
    };
    for (const run of [queued, failed]) {
      const body = describeStatus({ pipeline, latestRun: { ...run, expectedSeconds: 600 } }, now);
      expect(body.estimated_completion).toBeNull();
      expect(body.progress).toBe(run === queued ? 0 : null);
    }
  });

  it('says what a pipeline without runs waits for', () => {
    expect(describeStatus({ pipeline, latestRun: null }, now)).toMatchObject({
      status: 'idle',
      run_id: null,
    });
    expect(
      describeStatus(
        { pipeline: { ...pipeline, status: 'needs_clarification' }, latestRun: null },
        now,
      ).status,
    ).toBe('needs_clarification');
  });
});
