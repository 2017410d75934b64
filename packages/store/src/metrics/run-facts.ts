import type { RunMetric } from './metric.ts';

/**
 * What each metric measures of an ended run, in columns of `runs`; null: nothing. Rows and bytes
 * are those that arrived, so only of runs that succeeded. The roll-up and the reading of what is
 * not rolled up yet share these texts, so that both say the same.
 */
export const runMeasures: Readonly<Record<RunMetric, string>> = {
  pipeline_executions: '1::float8',
  run_duration: 'extract(epoch from runs.finished_at - runs.started_at)::float8',
  queue_wait: 'extract(epoch from runs.started_at - runs.created_at)::float8',
  rows_moved:
    "(case when runs.status = 'success' then (runs.receipt ->> 'loaded_rows')::float8 end)",
  bytes_moved: "(case when runs.status = 'success' then (runs.receipt ->> 'bytes')::float8 end)",
};
