import { sql, type Kysely } from 'kysely';
import { AiEtlError, type PipelineSpec } from '@ai-etl/core';
import type { TenantTables } from '../database/schema.ts';
import type { Scope } from '../database/tenant.ts';
import type { NewVersion, PipelineVersion } from './pipeline.ts';

/**
 * Adds the next version inside a transaction and settles the pipeline, which is called as it from then on. Null: no such pipeline.
 * The pipeline row is locked, so concurrent callers get consecutive numbers.
 */
export async function insertVersion(
  trx: Kysely<TenantTables>,
  scope: Scope,
  pipelineId: string,
  request: NewVersion,
): Promise<PipelineVersion | null> {
  const pipeline = await trx
    .selectFrom('pipelines')
    .select(['latest_version', 'project_id'])
    .where('id', '=', pipelineId)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (pipeline === undefined) return null;
  const { expectedVersion } = request;
  if (expectedVersion !== undefined && expectedVersion !== pipeline.latest_version) {
    throw new AiEtlError(
      'CONFLICT',
      `Pipeline ${pipelineId} is at version ${pipeline.latest_version}, not ${expectedVersion}: somebody changed it meanwhile. Load it again.`,
    );
  }
  const connections = connectionsOfSpec(request.spec);
  await holdConnections(trx, pipeline.project_id, connections);

  const version = pipeline.latest_version + 1;
  const stored = await trx
    .insertInto('pipeline_versions')
    .values({
      organisation_id: scope.organisationId,
      pipeline_id: pipelineId,
      version,
      spec: JSON.stringify(request.spec),
      spec_hash: request.specHash,
      created_by: request.createdBy ?? null,
    })
    .returning(['spec', 'created_by', 'created_at'])
    .executeTakeFirstOrThrow();
  if (connections.length > 0) {
    await trx
      .insertInto('pipeline_version_connections')
      .values(
        connections.map((connectionId) => ({
          organisation_id: scope.organisationId,
          pipeline_id: pipelineId,
          version,
          connection_id: connectionId,
        })),
      )
      .execute();
  }
  await trx
    .updateTable('pipelines')
    .set({
      name: request.spec.name,
      latest_version: version,
      status: 'ready',
      draft: null,
      updated_at: sql<string>`now()`,
    })
    .where('id', '=', pipelineId)
    .execute();
  return {
    pipelineId,
    version,
    spec: stored.spec,
    specHash: request.specHash,
    createdBy: stored.created_by,
    createdAt: stored.created_at,
  };
}

/** Ids of all connections a spec reads or writes, each once, sorted (also the locking order). */
export function connectionsOfSpec(spec: PipelineSpec): readonly string[] {
  const ids = [...spec.sources, ...spec.targets].map((one) => one.connection);
  return [...new Set(ids)].sort();
}

/** Locks the connections against deletion. Throws VALIDATION_ERROR for those of other projects. */
export async function holdConnections(
  trx: Kysely<TenantTables>,
  projectId: string,
  connectionIds: readonly string[],
): Promise<void> {
  if (connectionIds.length === 0) return;
  const found = await trx
    .selectFrom('connections')
    .select('id')
    .where('id', 'in', [...connectionIds])
    .where('project_id', '=', projectId)
    .orderBy('id')
    .forKeyShare()
    .execute();
  requireAll(
    connectionIds,
    found.map((one) => one.id),
  );
}

/** Throws VALIDATION_ERROR for connections that are not the project's. */
export async function requireConnections(
  db: Kysely<TenantTables>,
  projectId: string,
  connectionIds: readonly string[],
): Promise<void> {
  if (connectionIds.length === 0) return;
  const found = await db
    .selectFrom('connections')
    .select('id')
    .where('id', 'in', [...connectionIds])
    .where('project_id', '=', projectId)
    .execute();
  requireAll(
    connectionIds,
    found.map((one) => one.id),
  );
}

function requireAll(connectionIds: readonly string[], found: readonly string[]): void {
  const known = new Set(found);
  const missing = connectionIds.filter((id) => !known.has(id));
  if (missing.length === 0) return;
  throw new AiEtlError(
    'VALIDATION_ERROR',
    `The pipeline names connections that its project does not have: ${missing.join(', ')}.`,
    { details: missing.map((id) => ({ field: 'connection', error: `unknown connection ${id}` })) },
  );
}
