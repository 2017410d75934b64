import { sql, type Kysely } from 'kysely';
import type { TenantTables } from '../database/schema.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import type { StoredSchedule } from '../pipelines/pipeline.ts';

/** Schedules as people set them; the scheduler's side is schedule-store.ts. */
export interface Schedules {
  getSchedule(scope: Scope, pipelineId: string): Promise<StoredSchedule | null>;
  /** Creates or replaces it. False: no such pipeline. */
  upsertSchedule(scope: Scope, pipelineId: string, schedule: StoredSchedule): Promise<boolean>;
  /** Null: it has no schedule. */
  pauseSchedule(
    scope: Scope,
    pipelineId: string,
    change: PauseChange,
  ): Promise<StoredSchedule | null>;
  deleteSchedule(scope: Scope, pipelineId: string): Promise<boolean>;
}

export interface PauseChange {
  readonly paused: boolean;
  /** Resuming: the next time from now on, unless times missed while paused should be caught up. */
  readonly nextAt?: string | null;
}

const columns = ['cron', 'timezone', 'catchup', 'paused', 'next_at as nextAt'] as const;

export function schedulesOf(tenancy: Tenancy): Schedules {
  return {
    getSchedule: async (scope, pipelineId) =>
      (await tenancy(scope)
        .selectFrom('schedules')
        .select(columns)
        .where('pipeline_id', '=', pipelineId)
        .executeTakeFirst()) ?? null,

    upsertSchedule: (scope, pipelineId, schedule) =>
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
          await writeSchedule(trx, scope, pipelineId, schedule);
          return true;
        }),

    pauseSchedule: async (scope, pipelineId, change) =>
      (await tenancy(scope)
        .updateTable('schedules')
        .set({
          paused: change.paused,
          ...(change.nextAt === undefined ? {} : { next_at: change.nextAt }),
          updated_at: sql<string>`now()`,
        })
        .where('pipeline_id', '=', pipelineId)
        .returning(columns)
        .executeTakeFirst()) ?? null,

    deleteSchedule: (scope, pipelineId) => deleteSchedule(tenancy(scope), pipelineId),
  };
}

/** Inside a transaction that holds the pipeline's row, which proves that it is the scope's. */
export async function writeSchedule(
  trx: Kysely<TenantTables>,
  scope: Scope,
  pipelineId: string,
  schedule: StoredSchedule,
): Promise<void> {
  const { cron, timezone, catchup, paused, nextAt } = schedule;
  const values = { cron, timezone, catchup, paused, next_at: nextAt };
  await trx
    .insertInto('schedules')
    .values({ organisation_id: scope.organisationId, pipeline_id: pipelineId, ...values })
    .onConflict((conflict) =>
      conflict.column('pipeline_id').doUpdateSet({ ...values, updated_at: sql<string>`now()` }),
    )
    .execute();
}

export async function deleteSchedule(
  db: Kysely<TenantTables>,
  pipelineId: string,
): Promise<boolean> {
  const result = await db
    .deleteFrom('schedules')
    .where('pipeline_id', '=', pipelineId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
