import { invariant } from '@ai-etl/core';
import { requireProject } from '../connections/connections.ts';
import { isMissingReference } from '../database/database-error.ts';
import type { BuildQuery, Param, Prepare, PreparedQuery } from '../database/prepared-query.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { newId } from '../new-id.ts';
import type { NewPipeline, Pipeline } from './pipeline.ts';
import { pipelineOf, type PipelineRow } from './pipeline-rows.ts';
import { connectionsOfSpec, requireConnections } from './pipeline-versions.ts';

interface PipelineParams {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  readonly createdBy: string | null;
}

interface DraftParams extends PipelineParams {
  readonly draft: string | null;
}

interface SettledParams extends PipelineParams {
  readonly spec: string;
  readonly specHash: string;
  /** `connection0` and so on, in locking order. */
  readonly [connection: `connection${number}`]: string;
}

const noSchedule = { cron: null, timezone: null, catchup: null, paused: null, next_at: null };

type CreatedRow = Omit<PipelineRow, keyof typeof noSchedule>;

const columns = [
  'id',
  'organisation_id',
  'project_id',
  'name',
  'description',
  'status',
  'draft',
  'latest_version',
  'environment',
  'deployed_version',
  'deployed_at',
  'deleted_at',
  'created_at',
  'updated_at',
] as const;

/** Each number of connections is a statement of its own. */
const mostPrepared = 8;

/**
 * Stores a pipeline and, when it is settled, its first version in one statement: all or nothing,
 * and one round trip instead of the ten that were half of the time of a generated pipeline.
 */
export function pipelineCreator(tenancy: Tenancy, prepare: Prepare) {
  const insertDraft = prepare(draftQuery);
  const prepared = new Map<number, PreparedQuery<SettledParams, CreatedRow>>();
  const insertSettled = (connections: number): PreparedQuery<SettledParams, CreatedRow> => {
    const named = connections <= mostPrepared;
    const known = prepared.get(connections) ?? prepare(settledQuery(connections), { named });
    if (named) prepared.set(connections, known);
    return known;
  };
  const insert = (scope: Scope, request: NewPipeline): Promise<readonly CreatedRow[]> => {
    const { projectId, name, description, createdBy = null } = request;
    const shared = { id: newId('pipeline'), projectId, name, description, createdBy };
    if (request.spec == null) {
      const draft = request.draft == null ? null : JSON.stringify(request.draft);
      return insertDraft(scope, { ...shared, draft });
    }
    const ids = connectionsOfSpec(request.spec);
    return insertSettled(ids.length)(scope, {
      ...shared,
      spec: JSON.stringify(request.spec),
      specHash: request.specHash,
      ...Object.fromEntries(ids.map((id, index) => [`connection${index}`, id])),
    });
  };

  return async (scope: Scope, request: NewPipeline): Promise<Pipeline> => {
    try {
      const [row] = await insert(scope, request);
      invariant(row !== undefined, 'an insert returns its row');
      return pipelineOf({ ...row, ...noSchedule });
    } catch (error) {
      if (!isMissingReference(error)) throw error;
      // PostgreSQL does not say which; a look does.
      await requireProject(tenancy, scope, request.projectId);
      const ids = request.spec == null ? [] : connectionsOfSpec(request.spec);
      await requireConnections(tenancy(scope), request.projectId, ids);
      throw error;
    }
  };
}

const draftQuery: BuildQuery<DraftParams, CreatedRow> = (db, param, scope) =>
  db
    .insertInto('pipelines')
    .values({
      ...pipelineRow(param, scope),
      status: 'needs_clarification',
      draft: param('draft'),
      latest_version: 0,
    })
    .returning(columns);

/** The project is checked by its foreign key. */
function settledQuery(connections: number): BuildQuery<SettledParams, CreatedRow> {
  return (db, param, scope) => {
    const withVersion = db.with('first_version', (creator) =>
      creator.insertInto('pipeline_versions').values({
        organisation_id: scope.organisationId,
        pipeline_id: param('id'),
        version: 1,
        spec: param('spec'),
        spec_hash: param('specHash'),
        created_by: param('createdBy'),
      }),
    );
    const pipeline = {
      ...pipelineRow(param, scope),
      status: 'ready',
      draft: null,
      latest_version: 1,
    } as const;
    if (connections === 0) {
      return withVersion.insertInto('pipelines').values(pipeline).returning(columns);
    }
    return withVersion
      .with('used_connections', (creator) =>
        creator.insertInto('pipeline_version_connections').values((eb) =>
          Array.from({ length: connections }, (_, index) => ({
            organisation_id: scope.organisationId,
            pipeline_id: param('id'),
            version: 1,
            // Locked against deletion, in the order of the values. One that the project does not
            // have, or that is deleted meanwhile, is NULL, which the table refuses.
            connection_id: eb
              .selectFrom('connections')
              .select('connections.id')
              .where('connections.id', '=', param(`connection${index}`))
              .where('connections.project_id', '=', param('projectId'))
              .forKeyShare()
              .$asScalar()
              .$notNull(),
          })),
        ),
      )
      .insertInto('pipelines')
      .values(pipeline)
      .returning(columns);
  };
}

function pipelineRow(param: Param<PipelineParams>, { organisationId }: Scope) {
  return {
    id: param('id'),
    organisation_id: organisationId,
    project_id: param('projectId'),
    name: param('name'),
    description: param('description'),
    environment: null,
    deployed_version: null,
    deployed_at: null,
    deleted_at: null,
    created_by: param('createdBy'),
  };
}
