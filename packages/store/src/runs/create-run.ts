import type { Kysely } from 'kysely';
import { AiEtlError, defaultEnvironment, type CreateRun, type Run } from '@ai-etl/core';
import type { AllTables } from '../database/schema.ts';
import { newId } from '../new-id.ts';
import type { JobSender } from '../queue/job-sender.ts';
import { runColumns } from './run-row.ts';

/**
 * Inserts a queued run and its job in the caller's transaction. The same (pipeline, scheduleKey)
 * answers the run that exists. Throws RESOURCE_NOT_FOUND for the pipeline or its version.
 */
export async function insertRun(
  trx: Kysely<AllTables>,
  jobs: JobSender,
  request: CreateRun,
): Promise<Run> {
  const version = await trx
    .selectFrom('pipeline_versions as v')
    .innerJoin('pipelines as p', 'p.id', 'v.pipeline_id')
    .select(['p.organisation_id', 'p.project_id', 'v.spec_hash', 'v.spec'])
    .where('v.pipeline_id', '=', request.pipelineId)
    .where('v.version', '=', request.pipelineVersion)
    .where('p.deleted_at', 'is', null)
    .executeTakeFirst();
  if (version === undefined) {
    throw new AiEtlError(
      'RESOURCE_NOT_FOUND',
      `There is no version ${request.pipelineVersion} of pipeline ${request.pipelineId}.`,
    );
  }
  const inserted = await trx
    .insertInto('runs')
    .values({
      id: newId('run'),
      organisation_id: version.organisation_id,
      project_id: version.project_id,
      pipeline_id: request.pipelineId,
      pipeline_version: request.pipelineVersion,
      spec_hash: version.spec_hash,
      max_active_runs: version.spec.policy.max_active_runs,
      trigger: request.trigger,
      full_refresh: request.fullRefresh ?? false,
      environment: request.environment ?? defaultEnvironment,
      bindings: JSON.stringify(request.bindings ?? {}),
      expected_seconds: null,
      params: JSON.stringify(request.params),
      logical_time: request.logicalTime,
      schedule_key: request.scheduleKey ?? null,
      worker_id: null,
      lease_until: null,
      retry_at: null,
      cancel_requested_at: null,
      started_at: null,
      finished_at: null,
      progress: null,
      receipt: null,
      error: null,
    })
    .onConflict((conflict) => conflict.columns(['pipeline_id', 'schedule_key']).doNothing())
    .returning(runColumns)
    .executeTakeFirst();
  if (inserted !== undefined) {
    await jobs.send(trx, inserted.id);
    return inserted;
  }
  // Another transaction stored it; it has committed, or the insert would have waited or won.
  return trx
    .selectFrom('runs')
    .select(runColumns)
    .where('pipeline_id', '=', request.pipelineId)
    .where('schedule_key', '=', request.scheduleKey ?? '')
    .executeTakeFirstOrThrow();
}
