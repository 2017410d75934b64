import { sql, type Kysely } from 'kysely';
import { AiEtlError } from '@ai-etl/core';
import type { TenantTables } from '../database/schema.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';

/**
 * Deletes a connection and its secrets unless the latest or a deployed version of a pipeline
 * uses it, or an environment is bound to it. The row is locked first, and adding a version locks it too (see pipeline-versions.ts),
 * so no pipeline can start to use it in between.
 */
export function deleteConnection(
  tenancy: Tenancy,
  scope: Scope,
  connectionId: string,
): Promise<boolean> {
  return tenancy(scope)
    .transaction()
    .execute(async (trx) => {
      const connection = await trx
        .selectFrom('connections')
        .select('name')
        .where('id', '=', connectionId)
        .forUpdate()
        .executeTakeFirst();
      if (connection === undefined) return false;
      const users = await pipelinesThatUse(trx, connectionId);
      if (users.length > 0) throw inUse(connection.name, users);
      const bound = await trx
        .selectFrom('environment_connections')
        .select('environment')
        .distinct()
        .where('bound_connection_id', '=', connectionId)
        .orderBy('environment')
        .execute();
      if (bound.length > 0) {
        const environments = bound.map((one) => one.environment);
        throw boundTo(connection.name, environments);
      }
      await trx.deleteFrom('connections').where('id', '=', connectionId).execute();
      return true;
    });
}

function pipelinesThatUse(trx: Kysely<TenantTables>, connectionId: string) {
  return trx
    .selectFrom('pipelines as p')
    .select(['p.id', 'p.name'])
    .where('p.deleted_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('pipeline_version_connections as used')
            .select('used.version')
            .whereRef('used.pipeline_id', '=', 'p.id')
            .where('used.connection_id', '=', connectionId)
            .where((inner) =>
              inner.or([
                inner('used.version', '=', inner.ref('p.latest_version')),
                inner.exists(
                  inner
                    .selectFrom('deployments as d')
                    .select('d.version')
                    .whereRef('d.pipeline_id', '=', 'used.pipeline_id')
                    .whereRef('d.version', '=', 'used.version'),
                ),
              ]),
            ),
        ),
        eb.exists(
          eb
            .selectFrom('deployments as bound')
            .select('bound.version')
            .whereRef('bound.pipeline_id', '=', 'p.id')
            .where(
              sql<boolean>`exists (select from jsonb_each_text(bound.bindings) one where one.value = ${connectionId})`,
            ),
        ),
      ]),
    )
    .orderBy('p.name')
    .orderBy('p.id')
    .execute();
}

function boundTo(name: string, environments: readonly string[]): AiEtlError {
  return new AiEtlError(
    'CONFLICT',
    `Connection ${JSON.stringify(name)} is what ${environments.join(', ')} uses in the place of another one. Bind these environments differently first.`,
    { details: environments.map((one) => ({ field: 'environments', error: one })) },
  );
}

function inUse(
  name: string,
  pipelines: readonly { readonly id: string; readonly name: string }[],
): AiEtlError {
  const shown = pipelines.slice(0, 5).map((one) => `${one.name} (${one.id})`);
  const more =
    pipelines.length > shown.length ? ` and ${pipelines.length - shown.length} more` : '';
  return new AiEtlError(
    'CONFLICT',
    `Connection ${JSON.stringify(name)} is used by ${shown.join(', ')}${more}. Delete or change these pipelines first.`,
    { details: pipelines.map((one) => ({ field: 'pipelines', error: one.id })) },
  );
}
