import { sql, type Kysely } from 'kysely';
import { AiEtlError, type Bindings } from '@ai-etl/core';
import type { TenantTables } from '../database/schema.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { deleteSchedule, writeSchedule } from '../schedules/schedules.ts';
import type { DeployedPipeline, DeployRequest } from './pipeline.ts';
import { holdConnections } from './pipeline-versions.ts';

/**
 * Deploys a version to an environment and sets, keeps or removes its schedule, in one transaction
 * with the pipeline's row locked. False: no such pipeline. Throws CONFLICT while questions are
 * open, VALIDATION_ERROR for a version or connection that is not there.
 */
export function deployPipeline(
  tenancy: Tenancy,
  scope: Scope,
  { pipelineId, request }: { readonly pipelineId: string; readonly request: DeployRequest },
): Promise<boolean> {
  const { environment, version, bindings = {}, deployedBy = null, schedule } = request;
  return tenancy(scope)
    .transaction()
    .execute(async (trx) => {
      const row = await trx
        .selectFrom('pipelines')
        .select(['name', 'project_id', 'status', 'latest_version'])
        .where('id', '=', pipelineId)
        .where('deleted_at', 'is', null)
        .forNoKeyUpdate()
        .executeTakeFirst();
      if (row === undefined) return false;
      checkDeployable(pipelineId, row, version);
      await holdConnections(trx, row.project_id, [...new Set(Object.values(bindings))].sort());
      await trx
        .updateTable('pipelines')
        .set({
          environment,
          deployed_version: version,
          deployed_at: sql<string>`now()`,
          updated_at: sql<string>`now()`,
        })
        .where('id', '=', pipelineId)
        .execute();
      const deployed = {
        version,
        bindings: JSON.stringify(bindings),
        deployed_by: deployedBy,
        deployed_at: sql<string>`now()`,
      };
      await trx
        .insertInto('deployments')
        .values({
          organisation_id: scope.organisationId,
          pipeline_id: pipelineId,
          environment,
          ...deployed,
        })
        .onConflict((conflict) =>
          conflict.columns(['pipeline_id', 'environment']).doUpdateSet(deployed),
        )
        .execute();
      if (schedule === null) await deleteSchedule(trx, pipelineId, environment);
      else if (schedule !== undefined) {
        await writeSchedule(trx, scope, {
          pipelineId,
          environment,
          schedule: { ...schedule, paused: false },
          keepDue: true,
        });
      }
      return true;
    });
}

function checkDeployable(
  pipelineId: string,
  row: { readonly status: string; readonly latest_version: number },
  version: number,
): void {
  if (row.status === 'needs_clarification') {
    throw new AiEtlError(
      'CONFLICT',
      `Pipeline ${pipelineId} has open questions. Answer them before it is deployed.`,
    );
  }
  if (version >= 1 && version <= row.latest_version) return;
  throw new AiEtlError(
    'VALIDATION_ERROR',
    `Pipeline ${pipelineId} has no version ${version}; the latest is ${row.latest_version}.`,
    { details: [{ field: 'version', error: `1 to ${row.latest_version}` }] },
  );
}

/** What is deployed of these pipelines, by pipeline, environments in order of their names. */
export async function listDeployments(
  tenancy: Tenancy,
  scope: Scope,
  pipelineIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DeployedPipeline[]>> {
  if (pipelineIds.length === 0) return new Map();
  const rows = await deploymentsWithSchedules(tenancy(scope))
    .where('d.pipeline_id', 'in', [...pipelineIds])
    .orderBy('d.environment')
    .execute();
  return Map.groupBy(rows.map(deployedOf), (one) => one.pipelineId);
}

function deploymentsWithSchedules(db: Kysely<TenantTables>) {
  return db
    .selectFrom('deployments as d')
    .leftJoin('schedules as s', (join) =>
      join
        .onRef('s.pipeline_id', '=', 'd.pipeline_id')
        .onRef('s.environment', '=', 'd.environment'),
    )
    .select([
      'd.pipeline_id',
      'd.environment',
      'd.version',
      'd.bindings',
      'd.deployed_by',
      'd.deployed_at',
      's.cron',
      's.timezone',
      's.catchup',
      's.paused',
      's.next_at',
    ]);
}

type DeploymentRow = Awaited<
  ReturnType<ReturnType<typeof deploymentsWithSchedules>['executeTakeFirstOrThrow']>
>;

function deployedOf(row: DeploymentRow): DeployedPipeline {
  const { cron, timezone, catchup, paused } = row;
  const bindings: Bindings = row.bindings;
  return {
    pipelineId: row.pipeline_id,
    environment: row.environment,
    version: row.version,
    bindings,
    deployedBy: row.deployed_by,
    deployedAt: row.deployed_at,
    schedule:
      cron === null || timezone === null || catchup === null || paused === null
        ? null
        : { cron, timezone, catchup, paused, nextAt: row.next_at },
  };
}
