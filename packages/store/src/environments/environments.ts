import type { Bindings } from '@ai-etl/core';
import { requireProject } from '../connections/connections.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { holdConnections } from '../pipelines/pipeline-versions.ts';

/** Which connections the environments of a project use in the place of those that specs name. */
export interface Environments {
  /** Empty: the spec's own. */
  getBindings(scope: Scope, projectId: string, environment: string): Promise<Bindings>;
  /** By environment; those without bindings are missing. */
  listBindings(scope: Scope, projectId: string): Promise<ReadonlyMap<string, Bindings>>;
  /**
   * Replaces them all. What is deployed stays as it is until it is deployed again. Throws
   * RESOURCE_NOT_FOUND for the project, VALIDATION_ERROR for connections it does not have.
   */
  putBindings(scope: Scope, request: PutBindings): Promise<void>;
}

export interface PutBindings {
  readonly projectId: string;
  readonly environment: string;
  readonly bindings: Bindings;
}

export function environmentsOf(tenancy: Tenancy): Environments {
  return {
    getBindings: async (scope, projectId, environment) => {
      const rows = await tenancy(scope)
        .selectFrom('environment_connections')
        .select(['connection_id', 'bound_connection_id'])
        .where('project_id', '=', projectId)
        .where('environment', '=', environment)
        .orderBy('connection_id')
        .execute();
      return bindingsOf(rows);
    },

    listBindings: async (scope, projectId) => {
      const rows = await tenancy(scope)
        .selectFrom('environment_connections')
        .select(['environment', 'connection_id', 'bound_connection_id'])
        .where('project_id', '=', projectId)
        .orderBy('environment')
        .orderBy('connection_id')
        .execute();
      const groups = Map.groupBy(rows, (row) => row.environment);
      return new Map([...groups].map(([environment, group]) => [environment, bindingsOf(group)]));
    },

    putBindings: async (scope, { projectId, environment, bindings }) => {
      await requireProject(tenancy, scope, projectId);
      await tenancy(scope)
        .transaction()
        .execute(async (trx) => {
          const entries = Object.entries(bindings);
          await holdConnections(trx, projectId, [...new Set(entries.flat())].sort());
          await trx
            .deleteFrom('environment_connections')
            .where('project_id', '=', projectId)
            .where('environment', '=', environment)
            .execute();
          if (entries.length === 0) return;
          await trx
            .insertInto('environment_connections')
            .values(
              entries.map(([connectionId, boundId]) => ({
                organisation_id: scope.organisationId,
                project_id: projectId,
                environment,
                connection_id: connectionId,
                bound_connection_id: boundId,
              })),
            )
            // Two who write at the same time: the later one's rows win.
            .onConflict((conflict) =>
              conflict
                .columns(['project_id', 'environment', 'connection_id'])
                .doUpdateSet((eb) => ({
                  bound_connection_id: eb.ref('excluded.bound_connection_id'),
                })),
            )
            .execute();
        });
    },
  };
}

function bindingsOf(
  rows: readonly { readonly connection_id: string; readonly bound_connection_id: string }[],
): Bindings {
  return Object.fromEntries(rows.map((row) => [row.connection_id, row.bound_connection_id]));
}
