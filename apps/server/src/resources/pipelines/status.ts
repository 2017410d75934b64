import type { ActiveRun, PipelineActivity } from '@ai-etl/store';

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

/** By time alone a run is never said to be nearer its end than this. */
const mostByHistory = 95;

/**
 * What the newest run is doing at `nowMs`; before the first, what the pipeline waits for. Progress
 * and end come from the run's own totals; where these are unknown, from how long its like took.
 */
export function describeStatus(
  { pipeline, latestRun: run }: PipelineActivity,
  nowMs: number,
): PipelineStatusBody {
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
    progress: progressOf(run, nowMs),
    started_at: run.startedAt,
    estimated_completion: completionOf(run, nowMs),
  };
}

function progressOf(run: ActiveRun, nowMs: number): number | null {
  if (run.status === 'success') return 100;
  const percent = run.progress?.percent ?? null;
  if (percent !== null) return Math.round(percent);
  const usual = usualOf(run);
  if (usual !== null) {
    const share = Math.floor(((nowMs - usual.startedMs) / usual.lengthMs) * 100);
    return Math.min(mostByHistory, Math.max(0, share));
  }
  return run.progress === null ? 0 : null;
}

function completionOf(run: ActiveRun, nowMs: number): string | null {
  if (run.finishedAt !== null) return null;
  const own = run.progress?.estimated_completion ?? null;
  if (own !== null) return own;
  const usual = usualOf(run);
  if (usual === null) return null;
  const endMs = usual.startedMs + usual.lengthMs;
  // It takes longer than usual: nobody knows how much longer.
  return endMs > nowMs ? new Date(endMs).toISOString() : null;
}

/** When a run that goes on began and how long its like took; null: there is nothing to go by. */
function usualOf({ startedAt, finishedAt, expectedSeconds }: ActiveRun) {
  if (startedAt === null || finishedAt !== null) return null;
  if (expectedSeconds === null || expectedSeconds <= 0) return null;
  return { startedMs: Date.parse(startedAt), lengthMs: expectedSeconds * 1000 };
}
