import { sql, type Kysely } from 'kysely';
import {
  bindConnections,
  type Catalog,
  type PipelineSpec,
  type Run,
  type RunTask,
} from '@ai-etl/core';
import { advisoryLocks } from '../database/advisory-lock.ts';
import type { AllTables } from '../database/schema.ts';
import { runColumns } from './run-row.ts';

export type ReportSink = 'lineage' | 'traces';
export type ReportStage = 'started' | 'ended';

/** A run as it is told to the outside. Holds no secret. */
export interface RunReport {
  readonly stage: ReportStage;
  readonly run: Run;
  readonly organisationId: string;
  readonly projectId: string;
  readonly pipelineName: string;
  /** With the connections of the run's environment. */
  readonly spec: PipelineSpec;
  /** Of the last attempt. */
  readonly tasks: readonly RunTask[];
  /** By id; deleted ones are missing. */
  readonly connections: ReadonlyMap<string, ReportedConnection>;
}

export interface ReportedConnection {
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** As last read; null: never. */
  readonly catalog: Catalog | null;
}

export interface RunReports {
  /**
   * Sends what a sink has not been told yet, at least once, oldest first: the start of runs at
   * work, and the end of runs of the last day (their start before it, when it is new too). Of
   * several processes at the same time one works. Answers how many were sent; what `send` throws
   * ends the call, and that report comes again with the next.
   */
  sendReports(sink: ReportSink, send: (report: RunReport) => Promise<void>): Promise<number>;
}

/** One call sends no more: the process that works on it shall notice that it has to stop. */
const mostReports = 100;

export function runReportsOf(db: Kysely<AllTables>): RunReports {
  return {
    sendReports: (sink, send) =>
      db.connection().execute(async (session) => {
        const lock = advisoryLocks[sink];
        const taken = await sql<{ mine: boolean }>`
          select pg_try_advisory_lock(${lock}) as mine`.execute(session);
        if (taken.rows[0]?.mine !== true) return 0;
        try {
          const due = await findDue(session, sink);
          for (const { id, stage } of due) {
            const report = await readReport(session, id, stage);
            if (report !== null) await send(report);
            await sql`
              insert into ai_etl.run_reports (sink, run_id, stage)
              select ${sink}, id, ${stage} from ai_etl.runs where id = ${id}
              on conflict do nothing`.execute(session);
          }
          return due.length;
        } finally {
          await sql`select pg_advisory_unlock(${lock})`.execute(session);
        }
      }),
  };
}

interface Due {
  readonly id: string;
  readonly stage: ReportStage;
}

async function findDue(db: Kysely<AllTables>, sink: ReportSink): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    select r.id, s.stage
    from (
      select id, started_at, finished_at from ai_etl.runs
      where status in ('queued', 'running', 'retrying', 'cancelling') and started_at is not null
      union all
      select id, started_at, finished_at from ai_etl.runs
      where finished_at > now() - interval '1 day' and started_at is not null
    ) r, lateral (values ('started', r.started_at), ('ended', r.finished_at)) s (stage, at)
    where s.at is not null and not exists (
      select from ai_etl.run_reports p
      where p.sink = ${sink} and p.run_id = r.id and p.stage = s.stage)
    order by s.at, r.id, s.stage desc
    limit ${mostReports}`.execute(db);
  return rows;
}

async function readReport(
  db: Kysely<AllTables>,
  runId: string,
  stage: ReportStage,
): Promise<RunReport | null> {
  const found = await db
    .selectFrom('runs')
    .select([...runColumns, 'organisation_id', 'project_id', 'bindings'])
    .where('id', '=', runId)
    .executeTakeFirst();
  if (found === undefined) return null;
  const { organisation_id: organisationId, project_id: projectId, bindings, ...run } = found;
  const version = await db
    .selectFrom('pipeline_versions as v')
    .innerJoin('pipelines as p', 'p.id', 'v.pipeline_id')
    .select(['v.spec', 'p.name'])
    .where('v.pipeline_id', '=', run.pipelineId)
    .where('v.version', '=', run.pipelineVersion)
    .executeTakeFirstOrThrow();
  const spec = bindConnections(version.spec, bindings);
  return {
    stage,
    run,
    organisationId,
    projectId,
    pipelineName: version.name,
    spec,
    tasks: await readTasks(db, runId),
    connections: await readConnections(db, organisationId, spec),
  };
}

function readTasks(db: Kysely<AllTables>, runId: string): Promise<readonly RunTask[]> {
  return db
    .selectFrom('run_tasks')
    .select([
      'task_id as id',
      'kind',
      'depends_on as dependsOn',
      'status',
      'attempt',
      'started_at as startedAt',
      'finished_at as finishedAt',
      'rows',
      'error',
    ])
    .where('run_id', '=', runId)
    .orderBy('position')
    .execute();
}

async function readConnections(
  db: Kysely<AllTables>,
  organisationId: string,
  spec: PipelineSpec,
): Promise<ReadonlyMap<string, ReportedConnection>> {
  const ids = [...spec.sources, ...spec.targets].map((one) => one.connection);
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('connections as c')
    .leftJoin('catalog_snapshots as s', 's.connection_id', 'c.id')
    .select(['c.id', 'c.type', 'c.settings', 's.catalog'])
    .where('c.organisation_id', '=', organisationId)
    .where('c.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, type, settings, catalog }) => [id, { type, settings, catalog }]));
}
