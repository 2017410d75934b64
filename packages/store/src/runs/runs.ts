import type { Kysely } from 'kysely';
import { AiEtlError, type CreateRun, type Run, type RunLogLine, type RunTask } from '@ai-etl/core';
import type { AllTables } from '../database/schema.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { containing, offsetOf, type Page, type PageRequest } from '../page.ts';
import type { JobSender } from '../queue/job-sender.ts';
import {
  createBackfill,
  planBackfill,
  type BackfillRequest,
  type BackfillTime,
} from './backfill.ts';
import { insertRun } from './create-run.ts';
import { runColumns } from './run-row.ts';
import { requestCancel } from './run-store.ts';
import { searchRuns, type FoundRuns, type RunFilter, type RunPage } from './search-runs.ts';

export interface StoredLogLine extends RunLogLine {
  /** Grows within a run; give it back as `afterId`. */
  readonly id: number;
}

export interface LogRequest {
  readonly afterId?: number;
  readonly limit: number;
  readonly levels?: readonly RunLogLine['level'][];
  readonly task?: string;
  /** Part of the message, whatever its case. */
  readonly search?: string;
}

/** Runs as requests see them. Null answers mean: not there, or somebody else's. */
export interface Runs {
  /** Throws RESOURCE_NOT_FOUND unless the pipeline and version are the scope's. */
  createRun(scope: Scope, request: CreateRun): Promise<Run>;
  getRun(scope: Scope, runId: string): Promise<Run | null>;
  /** Newest first. */
  listRuns(scope: Scope, pipelineId: string, page: PageRequest): Promise<Page<Run>>;
  /** With filters, sorting and a position to go on from. */
  searchRuns(scope: Scope, filter: RunFilter, page: RunPage): Promise<FoundRuns>;
  /** What a backfill would do. */
  planBackfill(scope: Scope, request: BackfillRequest): Promise<readonly BackfillTime[]>;
  /** Creates what is needed, all or nothing. Throws RESOURCE_NOT_FOUND. */
  createBackfill(
    scope: Scope,
    request: BackfillRequest,
  ): Promise<readonly (BackfillTime & { readonly created: Run | null })[]>;
  /** The newest run of each of these pipelines that has one. */
  latestRuns(scope: Scope, pipelineIds: readonly string[]): Promise<ReadonlyMap<string, Run>>;
  /** In the order of the plan. */
  listTasks(scope: Scope, runId: string): Promise<readonly RunTask[]>;
  /** In the order they were stored. */
  listLogs(scope: Scope, runId: string, request: LogRequest): Promise<readonly StoredLogLine[]>;
  /** As RunStore.requestCancel. */
  cancelRun(scope: Scope, runId: string): Promise<Run | null>;
}

export interface RunsPorts {
  readonly tenancy: Tenancy;
  readonly db: Kysely<AllTables>;
  readonly jobs: JobSender;
}

export function runsOf({ tenancy, db, jobs }: RunsPorts): Runs {
  const getRun = async (scope: Scope, runId: string): Promise<Run | null> =>
    (await tenancy(scope)
      .selectFrom('runs')
      .select(runColumns)
      .where('id', '=', runId)
      .executeTakeFirst()) ?? null;

  const requirePipeline = async (scope: Scope, pipelineId: string): Promise<void> => {
    const pipeline = await tenancy(scope)
      .selectFrom('pipelines')
      .select('id')
      .where('id', '=', pipelineId)
      .executeTakeFirst();
    if (pipeline !== undefined) return;
    throw new AiEtlError('RESOURCE_NOT_FOUND', `There is no pipeline ${pipelineId}.`);
  };

  return {
    getRun,

    createRun: async (scope, request) => {
      await requirePipeline(scope, request.pipelineId);
      return db.transaction().execute((trx) => insertRun(trx, jobs, request));
    },

    listRuns: async (scope, pipelineId, page) => {
      const runs = tenancy(scope).selectFrom('runs').where('pipeline_id', '=', pipelineId);
      const items = await runs
        .select(runColumns)
        .orderBy('seq', 'desc')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await runs
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items, total };
    },

    searchRuns: (scope, filter, page) => searchRuns(tenancy, scope, { filter, page }),
    planBackfill: (scope, request) => planBackfill(tenancy, scope, request),
    createBackfill: async (scope, request) => {
      await requirePipeline(scope, request.pipelineId);
      return createBackfill({ db, jobs }, scope, request);
    },

    latestRuns: async (scope, pipelineIds) => {
      if (pipelineIds.length === 0) return new Map();
      // One look into the index per pipeline; DISTINCT ON would read all their runs.
      const rows = await tenancy(scope)
        .selectFrom('pipelines as p')
        .innerJoinLateral(
          (eb) =>
            eb
              .selectFrom('runs')
              .select(runColumns)
              .whereRef('runs.pipeline_id', '=', 'p.id')
              .orderBy('runs.seq', 'desc')
              .limit(1)
              .as('latest'),
          (join) => join.onTrue(),
        )
        .selectAll('latest')
        .where('p.id', 'in', [...pipelineIds])
        .execute();
      return new Map(rows.map((run) => [run.pipelineId, run]));
    },

    listTasks: async (scope, runId) => {
      const rows = await tenancy(scope)
        .selectFrom('run_tasks')
        .select(['task_id', 'kind', 'depends_on', 'status', 'attempt', 'rows', 'error'])
        .select(['started_at', 'finished_at'])
        .where('run_id', '=', runId)
        .orderBy('position')
        .execute();
      return rows.map((row) => ({
        id: row.task_id,
        kind: row.kind,
        dependsOn: row.depends_on,
        status: row.status,
        attempt: row.attempt,
        startedAt: row.started_at,
        finishedAt: row.finished_at,
        rows: row.rows,
        error: row.error,
      }));
    },

    listLogs: (scope, runId, { afterId, limit, levels, task, search }) => {
      let query = tenancy(scope)
        .selectFrom('run_logs')
        .select(['id', 'at', 'level', 'attempt', 'task', 'message'])
        .where('run_id', '=', runId)
        .where('id', '>', afterId ?? 0);
      if (levels !== undefined) query = query.where('level', 'in', [...levels]);
      if (task !== undefined) query = query.where('task', '=', task);
      if (search !== undefined) query = query.where('message', 'ilike', containing(search));
      return query.orderBy('id').limit(limit).execute();
    },

    cancelRun: async (scope, runId) =>
      (await getRun(scope, runId)) === null ? null : requestCancel(db, jobs, runId),
  };
}
