import type { Run } from '@ai-etl/core';
import type { Prepare } from '../database/prepared-query.ts';
import type { Scope } from '../database/tenant.ts';
import type { Pipeline } from './pipeline.ts';

/** What a pipeline is doing: itself and its newest run, without what is large. */
export interface PipelineActivity {
  readonly pipeline: Pick<Pipeline, 'id' | 'status'>;
  /** Null before the first. */
  readonly latestRun: ActiveRun | null;
}

export interface ActiveRun extends Pick<
  Run,
  'id' | 'status' | 'startedAt' | 'finishedAt' | 'progress'
> {
  /** How long its like took lately; null: it has none, or has not begun. */
  readonly expectedSeconds: number | null;
}

type Nullable<Row> = { readonly [Name in keyof Row]: Row[Name] | null };

interface ActivityRow extends Nullable<
  Omit<NonNullable<PipelineActivity['latestRun']>, 'id' | 'status'>
> {
  readonly pipelineId: string;
  readonly pipelineStatus: Pipeline['status'];
  readonly runId: string | null;
  readonly runStatus: Run['status'] | null;
}

/** Callers poll it: one statement, one look into the index of the runs. */
export function activityReader(prepare: Prepare) {
  const read = prepare<{ id: string }, ActivityRow>((db, param) =>
    db
      .selectFrom('pipelines as p')
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('runs')
            .select(['id', 'status', 'started_at', 'finished_at', 'progress', 'expected_seconds'])
            .whereRef('runs.pipeline_id', '=', 'p.id')
            .orderBy('runs.seq', 'desc')
            .limit(1)
            .as('latest'),
        (join) => join.onTrue(),
      )
      .select([
        'p.id as pipelineId',
        'p.status as pipelineStatus',
        'latest.id as runId',
        'latest.status as runStatus',
        'latest.started_at as startedAt',
        'latest.finished_at as finishedAt',
        'latest.progress',
        'latest.expected_seconds as expectedSeconds',
      ])
      .where('p.id', '=', param('id'))
      .where('p.deleted_at', 'is', null),
  );

  return async (scope: Scope, id: string): Promise<PipelineActivity | null> => {
    const [row] = await read(scope, { id });
    if (row === undefined) return null;
    const { pipelineId, pipelineStatus, runId, runStatus, ...run } = row;
    return {
      pipeline: { id: pipelineId, status: pipelineStatus },
      latestRun:
        runId === null || runStatus === null ? null : { id: runId, status: runStatus, ...run },
    };
  };
}
