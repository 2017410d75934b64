import type { PipelineActivity } from '@ai-etl/store';

/** The contract's status of a pipeline. */
export interface PipelineStatusBody {
  readonly pipeline_id: string;
  readonly run_id: string | null;
  readonly status: string;
  readonly current_task: string | null;
  readonly progress: number | null;
  readonly started_at: string | null;
  readonly estimated_completion: string | null;
}

/** What the newest run is doing; before the first, what the pipeline waits for. */
export function describeStatus({ pipeline, latestRun: run }: PipelineActivity): PipelineStatusBody {
  if (run === null) {
    return {
      pipeline_id: pipeline.id,
      run_id: null,
      status: pipeline.status === 'ready' ? 'idle' : pipeline.status,
      current_task: null,
      progress: 0,
      started_at: null,
      estimated_completion: null,
    };
  }
  return {
    pipeline_id: pipeline.id,
    run_id: run.id,
    status: run.status,
    current_task: run.finishedAt === null ? (run.progress?.current_task ?? null) : null,
    progress: progressOf(run),
    started_at: run.startedAt,
    estimated_completion:
      run.finishedAt === null ? (run.progress?.estimated_completion ?? null) : null,
  };
}

function progressOf(run: NonNullable<PipelineActivity['latestRun']>): number | null {
  if (run.status === 'success') return 100;
  if (run.progress === null) return 0;
  const { percent } = run.progress;
  return percent === null ? null : Math.round(percent);
}
