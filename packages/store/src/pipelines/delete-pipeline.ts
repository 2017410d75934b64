import { sql } from 'kysely';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { deleteSchedule } from '../schedules/schedules.ts';

/**
 * Takes a pipeline out of sight, with its schedule: waiting runs are cancelled, running ones
 * asked to stop. Versions, runs and receipts stay. False: not there.
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
      await deleteSchedule(trx, pipelineId);
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
