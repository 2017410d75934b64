import { sql, type Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import type { JobSender } from '../queue/job-sender.ts';

/**
 * max_active_runs, in each environment by itself. A run takes a slot from its first claim until it is terminal, also while it
 * waits for a retry; queued runs of a pipeline start in the order of their creation. Callers
 * hold the pipeline's row (see lockPipeline), so what is counted cannot change under them.
 */

/**
 * True for a queued run `r` that a slot is free for, counting older queued runs as if they ran.
 * The inner LIMIT stops counting when the slots are gone: a backlog would cost its square.
 */
export const hasSlot = sql<boolean>`(
  select count(*) from (
    select 1 from ai_etl.runs o
    where o.pipeline_id = r.pipeline_id and o.environment = r.environment and o.id <> r.id
      and o.status in ('queued', 'running', 'retrying', 'cancelling')
      and (o.status <> 'queued' or o.seq < r.seq)
    limit r.max_active_runs
  ) taken
) < r.max_active_runs`;

/** True for a run `r` that a worker should take now. */
export const isWorkable = sql<boolean>`(
  -- said twice so that the partial index of live runs serves
  r.status in ('queued', 'running', 'retrying', 'cancelling') and (
    (r.status = 'queued' and ${hasSlot})
    or (r.status = 'retrying' and r.retry_at <= clock_timestamp())
    or (r.status in ('running', 'cancelling') and r.lease_until < clock_timestamp())
  )
)`;

/** Serialises claims of one pipeline. NO KEY: inserts that reference the pipeline go on. */
export async function lockPipeline(
  trx: Kysely<AllTables>,
  pipelineId: string,
): Promise<{ readonly deleted: boolean }> {
  const row = await trx
    .selectFrom('pipelines')
    .select('deleted_at')
    .where('id', '=', pipelineId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return { deleted: row.deleted_at !== null };
}

/**
 * Sends a job for the oldest queued run that has a slot now: its own job was used up when it
 * found none. Without this it would wait for the next sweep of findWorkable.
 */
export async function wakeNextRun(
  trx: Kysely<AllTables>,
  jobs: JobSender,
  pipelineId: string,
): Promise<void> {
  const next = await trx
    .selectFrom('runs as r')
    .select('r.id')
    .where('r.pipeline_id', '=', pipelineId)
    .where('r.status', '=', 'queued')
    .where(hasSlot)
    .orderBy('r.seq')
    .limit(1)
    .executeTakeFirst();
  if (next !== undefined) await jobs.send(trx, next.id);
}
