import { describe, expect, it } from 'vitest';
import type { PipelineActivity } from '@ai-etl/store';
import { describeStatus } from './status.ts';

const pipeline: PipelineActivity['pipeline'] = { id: 'pipe_1', status: 'ready' };

const latestRun: NonNullable<PipelineActivity['latestRun']> = {
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

describe('describeStatus', () => {
  it("answers the contract's fields while a run goes on", () => {
    expect(describeStatus({ pipeline, latestRun })).toEqual({
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
    expect(describeStatus({ pipeline, latestRun: done })).toMatchObject({
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
    expect(describeStatus({ pipeline, latestRun: unknown }).progress).toBeNull();
  });

  it('says what a pipeline without runs waits for', () => {
    expect(describeStatus({ pipeline, latestRun: null })).toMatchObject({
      status: 'idle',
      run_id: null,
    });
    expect(
      describeStatus({ pipeline: { ...pipeline, status: 'needs_clarification' }, latestRun: null })
        .status,
    ).toBe('needs_clarification');
  });
});
