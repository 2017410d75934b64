import { sql } from 'kysely';
import { AiEtlError } from '@ai-etl/core';
import type { Prepare } from '../database/prepared-query.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { offsetOf, type Page, type PageRequest } from '../page.ts';
import { deleteSchedule, writeSchedule } from '../schedules/schedules.ts';
import type {
  DeployRequest,
  NewPipeline,
  NewVersion,
  Pipeline,
  PipelineDraft,
  PipelineFilter,
  PipelineVersion,
} from './pipeline.ts';
import { pipelineCreator } from './create-pipeline.ts';
import { activityReader, type PipelineActivity } from './pipeline-activity.ts';
import { pipelineOf, pipelinesWithSchedules } from './pipeline-rows.ts';
import { deletePipeline } from './delete-pipeline.ts';
import { insertVersion } from './pipeline-versions.ts';

/** Pipelines of an organisation. Null answers mean: not there, deleted, or somebody else's. */
export interface Pipelines {
  /** Throws RESOURCE_NOT_FOUND for the project, VALIDATION_ERROR for a connection it cannot use. */
  createPipeline(scope: Scope, request: NewPipeline): Promise<Pipeline>;
  getPipeline(scope: Scope, pipelineId: string): Promise<Pipeline | null>;
  /** For those who poll: less than the pipeline, in one round trip. */
  getActivity(scope: Scope, pipelineId: string): Promise<PipelineActivity | null>;
  /** Newest first. */
  listPipelines(scope: Scope, filter: PipelineFilter, page: PageRequest): Promise<Page<Pipeline>>;
  renamePipeline(scope: Scope, pipelineId: string, name: string): Promise<Pipeline | null>;
  /** Stores open questions; of a settled pipeline the versions stay. */
  saveDraft(scope: Scope, pipelineId: string, draft: PipelineDraft): Promise<Pipeline | null>;
  /** Adds an immutable version and closes the draft. Throws CONFLICT (expectedVersion), VALIDATION_ERROR. */
  addVersion(
    scope: Scope,
    pipelineId: string,
    request: NewVersion,
  ): Promise<PipelineVersion | null>;
  /** Without a number: the latest. */
  getVersion(scope: Scope, pipelineId: string, version?: number): Promise<PipelineVersion | null>;
  /** Newest first. */
  listVersions(scope: Scope, pipelineId: string, page: PageRequest): Promise<Page<PipelineVersion>>;
  /** Deploys a version and sets or removes the schedule, in one transaction. Throws CONFLICT while questions are open. */
  deployPipeline(
    scope: Scope,
    pipelineId: string,
    request: DeployRequest,
  ): Promise<Pipeline | null>;
  /** Soft: versions, runs and receipts stay. Cancels what waits and stops what runs. False: not there. */
  deletePipeline(scope: Scope, pipelineId: string): Promise<boolean>;
}

const versionColumns = [
  'pipeline_id as pipelineId',
  'version',
  'spec',
  'spec_hash as specHash',
  'created_at as createdAt',
] as const;

export function pipelinesOf(tenancy: Tenancy, prepare: Prepare): Pipelines {
  const getPipeline = async (scope: Scope, pipelineId: string): Promise<Pipeline | null> => {
    const row = await pipelinesWithSchedules(tenancy(scope))
      .where('p.id', '=', pipelineId)
      .executeTakeFirst();
    return row === undefined ? null : pipelineOf(row);
  };

  return {
    getPipeline,
    getActivity: activityReader(prepare),
    deletePipeline: (scope, pipelineId) => deletePipeline(tenancy, scope, pipelineId),

    createPipeline: pipelineCreator(tenancy, prepare),

    listPipelines: async (scope, filter, page) => {
      const { projectId } = filter;
      const all = pipelinesWithSchedules(tenancy(scope));
      const rows = await (projectId === undefined ? all : all.where('p.project_id', '=', projectId))
        .orderBy('p.created_at', 'desc')
        .orderBy('p.id', 'desc')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const counted = tenancy(scope)
        .selectFrom('pipelines')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .where('deleted_at', 'is', null);
      const { total } = await (
        projectId === undefined ? counted : counted.where('project_id', '=', projectId)
      ).executeTakeFirstOrThrow();
      return { items: rows.map(pipelineOf), total };
    },

    renamePipeline: async (scope, pipelineId, name) => {
      await tenancy(scope)
        .updateTable('pipelines')
        .set({ name, updated_at: sql<string>`now()` })
        .where('id', '=', pipelineId)
        .where('deleted_at', 'is', null)
        .execute();
      return getPipeline(scope, pipelineId);
    },

    saveDraft: async (scope, pipelineId, draft) => {
      await tenancy(scope)
        .updateTable('pipelines')
        .set({
          status: 'needs_clarification',
          draft: JSON.stringify(draft),
          updated_at: sql<string>`now()`,
        })
        .where('id', '=', pipelineId)
        .where('deleted_at', 'is', null)
        .execute();
      return getPipeline(scope, pipelineId);
    },

    addVersion: (scope, pipelineId, request) =>
      tenancy(scope)
        .transaction()
        .execute((trx) => insertVersion(trx, scope, pipelineId, request)),

    getVersion: async (scope, pipelineId, version) => {
      const query = tenancy(scope)
        .selectFrom('pipeline_versions')
        .select(versionColumns)
        .where('pipeline_id', '=', pipelineId);
      const chosen =
        version === undefined
          ? query.orderBy('version', 'desc').limit(1)
          : query.where('version', '=', version);
      return (await chosen.executeTakeFirst()) ?? null;
    },

    listVersions: async (scope, pipelineId, page) => {
      const versions = tenancy(scope)
        .selectFrom('pipeline_versions')
        .where('pipeline_id', '=', pipelineId);
      const items = await versions
        .select(versionColumns)
        .orderBy('version', 'desc')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await versions
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items, total };
    },

    deployPipeline: async (scope, pipelineId, request) => {
      const deployed = await tenancy(scope)
        .transaction()
        .execute(async (trx) => {
          const row = await trx
            .selectFrom('pipelines')
            .select(['name', 'status', 'latest_version'])
            .where('id', '=', pipelineId)
            .where('deleted_at', 'is', null)
            .forNoKeyUpdate()
            .executeTakeFirst();
          if (row === undefined) return false;
          checkDeployable(pipelineId, row, request.version);
          await trx
            .updateTable('pipelines')
            .set({
              environment: request.environment,
              deployed_version: request.version,
              deployed_at: sql<string>`now()`,
              updated_at: sql<string>`now()`,
            })
            .where('id', '=', pipelineId)
            .execute();
          if (request.schedule === null) await deleteSchedule(trx, pipelineId);
          else if (request.schedule !== undefined) {
            await writeSchedule(trx, scope, pipelineId, { ...request.schedule, paused: false });
          }
          return true;
        });
      return deployed ? getPipeline(scope, pipelineId) : null;
    },
  };
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
