import { sql, type Kysely } from 'kysely';
import { defaultEnvironment } from '@ai-etl/core';
import type { TenantTables } from '../database/schema.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import type { StoredSchedule } from '../pipelines/pipeline.ts';

/** Schedules as people set them, one for each environment of a pipeline; the scheduler's side is schedule-store.ts. */
export interface Schedules {
  getSchedule(
    scope: Scope,
    pipelineId: string,
    environment?: string,
  ): Promise<StoredSchedule | null>;
  /** Creates or replaces it. False: no such pipeline. */
  upsertSchedule(scope: Scope, pipelineId: string, schedule: ScheduleChange): Promise<boolean>;
  /** Null: it has no schedule. */
  pauseSchedule(
    scope: Scope,
    pipelineId: string,
    change: PauseChange,
  ): Promise<StoredSchedule | null>;
  /** Without an environment: all of the pipeline. */
  deleteSchedule(scope: Scope, pipelineId: string, environment?: string): Promise<boolean>;
}

export interface ScheduleChange extends StoredSchedule {
  /** Absent: the default one. */
  readonly environment?: string;
}

export interface PauseChange {
  readonly paused: boolean;
  /** Absent: the default one. */
  readonly environment?: string;
  /** Resuming: the next time from now on, unless times missed while paused should be caught up. */
  readonly nextAt?: string | null;
}

const columns = ['cron', 'timezone', 'catchup', 'paused', 'next_at as nextAt'] as const;

export function schedulesOf(tenancy: Tenancy): Schedules {
  return {
    getSchedule: async (scope, pipelineId, environment = defaultEnvironment) =>
      (await tenancy(scope)
        .selectFrom('schedules')
        .select(columns)
        .where('pipeline_id', '=', pipelineId)
        .where('environment', '=', environment)
        .executeTakeFirst()) ?? null,

    upsertSchedule: (scope, pipelineId, { environment = defaultEnvironment, ...schedule }) =>
      tenancy(scope)
        .transaction()
        .execute(async (trx) => {
          const pipeline = await trx
            .selectFrom('pipelines')
            .select('id')
            .where('id', '=', pipelineId)
            .where('deleted_at', 'is', null)
            .forNoKeyUpdate()
            .executeTakeFirst();
          if (pipeline === undefined) return false;
          await writeSchedule(trx, scope, { pipelineId, environment, schedule, keepDue: false });
          return true;
        }),

    pauseSchedule: async (scope, pipelineId, change) =>
      (await tenancy(scope)
        .updateTable('schedules')
        .set({
          paused: change.paused,
          // One that was not paused has missed nothing: a time that is due stays due.
          ...(change.nextAt === undefined
            ? {}
            : {
                next_at: sql`case when paused then ${change.nextAt}::timestamptz else next_at end`,
              }),
          updated_at: sql<string>`now()`,
        })
        .where('pipeline_id', '=', pipelineId)
        .where('environment', '=', change.environment ?? defaultEnvironment)
        .returning(columns)
        .executeTakeFirst()) ?? null,

    deleteSchedule: (scope, pipelineId, environment) =>
      deleteSchedule(tenancy(scope), pipelineId, environment),
  };
}

/** Inside a transaction that holds the pipeline's row, which proves that it is the scope's. */
export async function writeSchedule(
  trx: Kysely<TenantTables>,
  scope: Scope,
  request: {
    readonly pipelineId: string;
    readonly environment: string;
    readonly schedule: StoredSchedule;
    /** The same schedule as before goes on where it was: a time that is due now stays due. */
    readonly keepDue: boolean;
  },
): Promise<void> {
  const { pipelineId, environment, keepDue } = request;
  const { cron, timezone, catchup, paused, nextAt } = request.schedule;
  const values = { cron, timezone, catchup, paused, next_at: nextAt };
  await trx
    .insertInto('schedules')
    .values({
      organisation_id: scope.organisationId,
      pipeline_id: pipelineId,
      environment,
      ...values,
    })
    .onConflict((conflict) =>
      conflict.columns(['pipeline_id', 'environment']).doUpdateSet({
        ...values,
        ...(keepDue ? { next_at: unchangedNextAt } : {}),
        updated_at: sql<string>`now()`,
      }),
    )
    .execute();
}

const unchangedNextAt = sql<string | null>`case
  when not schedules.paused and schedules.cron = excluded.cron
    and schedules.timezone = excluded.timezone
  then coalesce(schedules.next_at, excluded.next_at)
  else excluded.next_at end`;

export async function deleteSchedule(
  db: Kysely<TenantTables>,
  pipelineId: string,
  environment?: string,
): Promise<boolean> {
  const all = db.deleteFrom('schedules').where('pipeline_id', '=', pipelineId);
  const result = await (
    environment === undefined ? all : all.where('environment', '=', environment)
  ).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
