import type { Kysely } from 'kysely';
import type { TenantTables } from '../database/schema.ts';
import type { Pipeline } from './pipeline.ts';

/** Live pipelines, each with its schedule if it has one. */
export function pipelinesWithSchedules(db: Kysely<TenantTables>) {
  return db
    .selectFrom('pipelines as p')
    .leftJoin('schedules as s', 's.pipeline_id', 'p.id')
    .where('p.deleted_at', 'is', null)
    .select([
      'p.id',
      'p.organisation_id',
      'p.project_id',
      'p.name',
      'p.description',
      'p.status',
      'p.draft',
      'p.latest_version',
      'p.environment',
      'p.deployed_version',
      'p.deployed_at',
      'p.created_at',
      'p.updated_at',
      's.cron',
      's.timezone',
      's.catchup',
      's.paused',
      's.next_at',
    ]);
}

/** As the query answers it. */
export type PipelineRow = Awaited<
  ReturnType<ReturnType<typeof pipelinesWithSchedules>['executeTakeFirstOrThrow']>
>;

export function pipelineOf(row: PipelineRow): Pipeline {
  const { environment, deployed_version: version, deployed_at: deployedAt } = row;
  const { cron, timezone, catchup, paused } = row;
  return {
    id: row.id,
    organisationId: row.organisation_id,
    projectId: row.project_id,
    name: row.name,
    description: row.description,
    status: row.status,
    draft: row.draft,
    latestVersion: row.latest_version,
    deployment:
      environment === null || version === null || deployedAt === null
        ? null
        : { environment, version, deployedAt },
    schedule:
      cron === null || timezone === null || catchup === null || paused === null
        ? null
        : { cron, timezone, catchup, paused, nextAt: row.next_at },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
