import type { Kysely } from 'kysely';
import { defaultEnvironment } from '@ai-etl/core';
import type { TenantTables } from '../database/schema.ts';
import type { Pipeline } from './pipeline.ts';

/** Pipelines, also deleted ones, each with the schedule of its newest deployment if it has one. */
export function pipelinesWithSchedules(db: Kysely<TenantTables>) {
  return db
    .selectFrom('pipelines as p')
    .leftJoin('schedules as s', (join) =>
      join
        .onRef('s.pipeline_id', '=', 'p.id')
        .on((eb) =>
          eb('s.environment', '=', eb.fn.coalesce('p.environment', eb.val(defaultEnvironment))),
        ),
    )
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
      'p.deleted_at',
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
    deletedAt: row.deleted_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
