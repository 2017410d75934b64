import { sql } from 'kysely';
import { AiEtlError } from '@ai-etl/core';
import type { Prepare } from '../database/prepared-query.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { offsetOf, type Page, type PageRequest } from '../page.ts';
import type {
  DeployedPipeline,
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
import { deletePipeline, restorePipeline } from './delete-pipeline.ts';
import { deployPipeline, listDeployments } from './deployments.ts';
import { listPipelines, type PipelinePage } from './list-pipelines.ts';
import { insertVersion } from './pipeline-versions.ts';

/** Pipelines of an organisation. Null answers mean: not there, deleted, or somebody else's. */
export interface Pipelines {
  /** Throws RESOURCE_NOT_FOUND for the project, VALIDATION_ERROR for a connection it cannot use. */
  createPipeline(scope: Scope, request: NewPipeline): Promise<Pipeline>;
  getPipeline(scope: Scope, pipelineId: string): Promise<Pipeline | null>;
  /** Null: none of this name in the project. Throws CONFLICT when there are several. */
  findByName(scope: Scope, projectId: string, name: string): Promise<Pipeline | null>;
  /** For those who poll: less than the pipeline, in one round trip. */
  getActivity(scope: Scope, pipelineId: string): Promise<PipelineActivity | null>;
  /** Newest first unless the page is sorted otherwise. */
  listPipelines(scope: Scope, filter: PipelineFilter, page: PipelinePage): Promise<Page<Pipeline>>;
  /** Stores open questions; of a settled pipeline the versions stay. */
  saveDraft(scope: Scope, pipelineId: string, draft: PipelineDraft): Promise<Pipeline | null>;
  /** Adds an immutable version, by whose name the pipeline goes from then on, and closes the draft. Throws CONFLICT (expectedVersion), VALIDATION_ERROR. */
  addVersion(
    scope: Scope,
    pipelineId: string,
    request: NewVersion,
  ): Promise<PipelineVersion | null>;
  /** Without a number: the latest. */
  getVersion(scope: Scope, pipelineId: string, version?: number): Promise<PipelineVersion | null>;
  /** Newest first, unless oldest are asked for first. */
  listVersions(
    scope: Scope,
    pipelineId: string,
    page: PageRequest & { readonly oldestFirst?: boolean },
  ): Promise<Page<PipelineVersion>>;
  /**
   * Deploys a version to an environment and sets or removes its schedule, in one transaction.
   * Throws CONFLICT while questions are open, VALIDATION_ERROR for a version or connection that is
   * not there.
   */
  deployPipeline(
    scope: Scope,
    pipelineId: string,
    request: DeployRequest,
  ): Promise<Pipeline | null>;
  /** By pipeline, environments in order of their names. */
  listDeployments(
    scope: Scope,
    pipelineIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly DeployedPipeline[]>>;
  /**
   * Soft: versions, runs and receipts stay, schedules are paused. Cancels what waits and stops what
   * runs. False: not there.
   */
  deletePipeline(scope: Scope, pipelineId: string): Promise<boolean>;
  /** Null: no such pipeline. Its schedules stay paused. Throws CONFLICT when it is not deleted. */
  restorePipeline(scope: Scope, pipelineId: string): Promise<Pipeline | null>;
}

const versionColumns = [
  'pipeline_id as pipelineId',
  'version',
  'spec',
  'spec_hash as specHash',
  'created_by as createdBy',
  'created_at as createdAt',
] as const;

export function pipelinesOf(tenancy: Tenancy, prepare: Prepare): Pipelines {
  const getPipeline = async (scope: Scope, pipelineId: string): Promise<Pipeline | null> => {
    const row = await pipelinesWithSchedules(tenancy(scope))
      .where('p.id', '=', pipelineId)
      .where('p.deleted_at', 'is', null)
      .executeTakeFirst();
    return row === undefined ? null : pipelineOf(row);
  };

  return {
    getPipeline,
    getActivity: activityReader(prepare),
    findByName: async (scope, projectId, name) => {
      const rows = await pipelinesWithSchedules(tenancy(scope))
        .where('p.project_id', '=', projectId)
        .where('p.name', '=', name)
        .where('p.deleted_at', 'is', null)
        .orderBy('p.created_at')
        .limit(2)
        .execute();
      const [row, other] = rows;
      if (row === undefined) return null;
      if (other === undefined) return pipelineOf(row);
      throw new AiEtlError(
        'CONFLICT',
        `Several pipelines of the project are called ${name} (${row.id}, ${other.id}): give each its own name first.`,
        { details: [{ field: 'name', error: 'not unique in the project' }] },
      );
    },
    deletePipeline: (scope, pipelineId) => deletePipeline(tenancy, scope, pipelineId),

    createPipeline: pipelineCreator(tenancy, prepare),

    listPipelines: (scope, filter, page) => listPipelines(tenancy, scope, { filter, page }),
    listDeployments: (scope, pipelineIds) => listDeployments(tenancy, scope, pipelineIds),

    restorePipeline: async (scope, pipelineId) =>
      (await restorePipeline(tenancy, scope, pipelineId)) ? getPipeline(scope, pipelineId) : null,

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
        .orderBy('version', page.oldestFirst === true ? 'asc' : 'desc')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await versions
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items, total };
    },

    deployPipeline: async (scope, pipelineId, request) => {
      const deployed = await deployPipeline(tenancy, scope, { pipelineId, request });
      return deployed ? getPipeline(scope, pipelineId) : null;
    },
  };
}
