import { AiEtlError } from '@ai-etl/core';
import type { Scope, Tenancy } from '../database/tenant.ts';

/**
 * Deletes a connection and its secrets unless the latest or the deployed version of a pipeline
 * uses it. The row is locked first, and adding a version locks it too (see pipeline-versions.ts),
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
      const users = await trx
        .selectFrom('pipeline_version_connections as used')
        .innerJoin('pipelines as p', 'p.id', 'used.pipeline_id')
        .select(['p.id', 'p.name'])
        .distinct()
        .where('used.connection_id', '=', connectionId)
        .where('p.deleted_at', 'is', null)
        .where((eb) =>
          eb.or([
            eb('used.version', '=', eb.ref('p.latest_version')),
            eb('used.version', '=', eb.ref('p.deployed_version')),
          ]),
        )
        .orderBy('p.name')
        .execute();
      if (users.length > 0) throw inUse(connection.name, users);
      await trx.deleteFrom('connections').where('id', '=', connectionId).execute();
      return true;
    });
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
