import { describe, expect, it } from 'vitest';
import type { Run } from '@ai-etl/core';
import type { Pipeline } from '@ai-etl/store';
import { describeStatus } from './status.ts';

const pipeline: Pipeline = {
  id: 'pipe_1',
  organisationId: 'org_1',
  projectId: 'proj_1',
  name: 'sales',
  description: '',
  status: 'ready',
  draft: null,
  latestVersion: 1,
  deployment: null,
  schedule: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
};

const run: Run = {
  id: 'run_1',
  pipelineId: 'pipe_1',
  pipelineVersion: 1,
  specHash: 'sha256:0',
  status: 'running',
  trigger: 'manual',
  params: {},
  logicalTime: '2024-01-26T10:00:00Z',
  attempt: 1,
  createdAt: '2024-01-26T10:00:00Z',
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
  receipt: null,
  error: null,
};

describe('describeStatus', () => {
  it("answers the contract's fields while a run goes on", () => {
    expect(describeStatus(pipeline, run)).toEqual({
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
    const done: Run = { ...run, status: 'success', finishedAt: '2024-01-26T10:01:00Z' };
    expect(describeStatus(pipeline, done)).toMatchObject({
      progress: 100,
      current_task: null,
      estimated_completion: null,
    });
  });

  it('does not invent progress while totals are unknown', () => {
    const unknown: Run = {
      ...run,
      progress: run.progress === null ? null : { ...run.progress, percent: null },
    };
    expect(describeStatus(pipeline, unknown).progress).toBeNull();
  });

  it('says what a pipeline without runs waits for', () => {
    expect(describeStatus(pipeline, null)).toMatchObject({ status: 'idle', run_id: null });
    expect(describeStatus({ ...pipeline, status: 'needs_clarification' }, null).status).toBe(
      'needs_clarification',
    );
  });
});
