import { sql } from 'kysely';
import { AiEtlError } from '@ai-etl/core';
import type { Scope, Tenancy } from '../database/tenant.ts';

/**
 * Takes a pipeline out of sight: its schedules are paused, waiting runs cancelled, running ones
 * asked to stop. Versions, deployments, runs and receipts stay. False: not there.
 */
export function deletePipeline(
  tenancy: Tenancy,
  scope: Scope,
  pipelineId: string,
): Promise<boolean> {
  return tenancy(scope)
    .transaction()
    .execute(async (trx) => {
      const deleted = await trx
        .updateTable('pipelines')
        .set({ deleted_at: sql<string>`now()`, updated_at: sql<string>`now()` })
        .where('id', '=', pipelineId)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      if (deleted.numUpdatedRows === 0n) return false;
      await trx
        .updateTable('schedules')
        .set({ paused: true, updated_at: sql<string>`now()` })
        .where('pipeline_id', '=', pipelineId)
        .execute();
      await trx
        .updateTable('runs')
        .set({
          status: 'cancelled',
          retry_at: null,
          cancel_requested_at: sql<string>`now()`,
          finished_at: sql<string>`now()`,
        })
        .where('pipeline_id', '=', pipelineId)
        .where('status', 'in', ['queued', 'retrying'])
        .execute();
      await trx
        .updateTable('runs')
        .set({ status: 'cancelling', cancel_requested_at: sql<string>`now()` })
        .where('pipeline_id', '=', pipelineId)
        .where('status', '=', 'running')
        .execute();
      return true;
    });
}

/**
 * Brings a deleted pipeline back; its schedules stay paused. False: no such pipeline. Throws
 * CONFLICT when it is not deleted.
 */
export async function restorePipeline(
  tenancy: Tenancy,
  scope: Scope,
  pipelineId: string,
): Promise<boolean> {
  const restored = await tenancy(scope)
    .updateTable('pipelines')
    .set({ deleted_at: null, updated_at: sql<string>`now()` })
    .where('id', '=', pipelineId)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst();
  if (restored.numUpdatedRows > 0n) return true;
  const live = await tenancy(scope)
    .selectFrom('pipelines')
    .select('id')
    .where('id', '=', pipelineId)
    .executeTakeFirst();
  if (live === undefined) return false;
  throw new AiEtlError('CONFLICT', `Pipeline ${pipelineId} is not deleted.`, {
    details: [{ field: 'pipeline_id', error: 'not deleted' }],
  });
}
