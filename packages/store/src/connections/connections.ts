import { sql } from 'kysely';
import { AiEtlError, type ConnectionSettings, type ConnectionTest } from '@ai-etl/core';
import type { KeyRing } from '../crypto/secret-box.ts';
import { violatedUnique } from '../database/database-error.ts';
import type { Prepare } from '../database/prepared-query.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { newId } from '../new-id.ts';
import { containing, directionOf, offsetOf, type Page } from '../page.ts';
import type {
  Connection,
  ConnectionChange,
  ConnectionFilter,
  ConnectionPage,
  NewConnection,
} from './connection.ts';
import { deleteConnection } from './delete-connection.ts';
import { openSecrets, sealSecrets } from './secrets.ts';

/** Connections of an organisation. Null answers mean: not there, or somebody else's. */
export interface Connections {
  /** Throws CONFLICT when the project has one of that name, RESOURCE_NOT_FOUND for the project. */
  createConnection(scope: Scope, request: NewConnection): Promise<Connection>;
  /** Oldest first unless the page is sorted otherwise. */
  listConnections(
    scope: Scope,
    filter: ConnectionFilter,
    page: ConnectionPage,
  ): Promise<Page<Connection>>;
  /** All of a project, oldest first, in one round trip: what every sentence is read against. */
  listProjectConnections(scope: Scope, projectId: string): Promise<readonly Connection[]>;
  getConnection(scope: Scope, connectionId: string): Promise<Connection | null>;
  /** Settings and decrypted secrets in one record, for a connector. */
  readSettings(scope: Scope, connectionId: string): Promise<ConnectionSettings | null>;
  updateConnection(
    scope: Scope,
    connectionId: string,
    change: ConnectionChange,
  ): Promise<Connection | null>;
  saveTest(scope: Scope, connectionId: string, test: ConnectionTest): Promise<boolean>;
  /** False: not there. Throws CONFLICT naming the pipelines whose latest or deployed version uses it. */
  deleteConnection(scope: Scope, connectionId: string): Promise<boolean>;
}

const columns = [
  'id',
  'project_id as projectId',
  'name',
  'type',
  'role',
  'settings',
  'secret_names as secretNames',
  'last_test as lastTest',
  'last_tested_at as lastTestedAt',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const;

export interface ConnectionsPorts {
  readonly tenancy: Tenancy;
  readonly prepare: Prepare;
  readonly ring: KeyRing;
}

export function connectionsOf({ tenancy, prepare, ring }: ConnectionsPorts): Connections {
  const ofProject = prepare<{ projectId: string }, Connection>((db, param) =>
    db
      .selectFrom('connections')
      .select(columns)
      .where('project_id', '=', param('projectId'))
      .orderBy('created_at')
      .orderBy('id'),
  );
  const getConnection = async (scope: Scope, connectionId: string): Promise<Connection | null> =>
    (await tenancy(scope)
      .selectFrom('connections')
      .select(columns)
      .where('id', '=', connectionId)
      .executeTakeFirst()) ?? null;

  return {
    getConnection,
    listProjectConnections: (scope, projectId) => ofProject(scope, { projectId }),
    deleteConnection: (scope, connectionId) => deleteConnection(tenancy, scope, connectionId),

    createConnection: async (scope, request) => {
      const id = newId('connection');
      const db = tenancy(scope);
      await requireProject(tenancy, scope, request.projectId);
      try {
        return await db
          .insertInto('connections')
          .values({
            id,
            organisation_id: scope.organisationId,
            project_id: request.projectId,
            name: request.name,
            type: request.type,
            role: request.role ?? null,
            settings: JSON.stringify(request.settings),
            ...sealSecrets(ring, id, request.secrets),
            last_test: null,
            last_tested_at: null,
          })
          .returning(columns)
          .executeTakeFirstOrThrow();
      } catch (error) {
        throw nameTaken(error, request.name);
      }
    },

    listConnections: async (scope, filter, page) => {
      let query = tenancy(scope).selectFrom('connections');
      if (filter.projectId !== undefined) query = query.where('project_id', '=', filter.projectId);
      if (filter.type !== undefined) query = query.where('type', '=', filter.type);
      if (filter.search !== undefined) {
        query = query.where('name', 'ilike', containing(filter.search));
      }
      const sort = page.sort ?? { field: 'created_at', descending: false };
      const direction = directionOf(sort);
      const items = await query
        .select(columns)
        .orderBy(sort.field, direction)
        .orderBy('id', direction)
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await query
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items, total };
    },

    readSettings: async (scope, connectionId) => {
      const row = await tenancy(scope)
        .selectFrom('connections')
        .select(['id', 'settings', 'secrets'])
        .where('id', '=', connectionId)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { ...row.settings, ...openSecrets(ring, row.id, row.secrets) };
    },

    updateConnection: (scope, connectionId, change) =>
      tenancy(scope)
        .transaction()
        .execute(async (trx) => {
          const row = await trx
            .selectFrom('connections')
            .select('secrets')
            .where('id', '=', connectionId)
            .forNoKeyUpdate()
            .executeTakeFirst();
          if (row === undefined) return null;
          const sealed =
            change.secrets === undefined
              ? {}
              : sealSecrets(
                  ring,
                  connectionId,
                  mergeSecrets(openSecrets(ring, connectionId, row.secrets), change.secrets),
                );
          try {
            return await trx
              .updateTable('connections')
              .set({
                ...(change.name === undefined ? {} : { name: change.name }),
                ...(change.role === undefined ? {} : { role: change.role }),
                ...(change.settings === undefined
                  ? {}
                  : { settings: JSON.stringify(change.settings) }),
                ...sealed,
                updated_at: sql<string>`now()`,
              })
              .where('id', '=', connectionId)
              .returning(columns)
              .executeTakeFirstOrThrow();
          } catch (error) {
            throw nameTaken(error, change.name ?? connectionId);
          }
        }),

    saveTest: async (scope, connectionId, test) => {
      const result = await tenancy(scope)
        .updateTable('connections')
        .set({ last_test: JSON.stringify(test), last_tested_at: sql<string>`now()` })
        .where('id', '=', connectionId)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

/** Throws RESOURCE_NOT_FOUND unless the project is one of the scope's. */
export async function requireProject(
  tenancy: Tenancy,
  scope: Scope,
  projectId: string,
): Promise<void> {
  const project = await tenancy(scope)
    .selectFrom('projects')
    .select('id')
    .where('id', '=', projectId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (project !== undefined) return;
  throw new AiEtlError('RESOURCE_NOT_FOUND', `There is no project ${projectId}.`, {
    details: [{ field: 'project_id', error: 'unknown project' }],
  });
}

function mergeSecrets(
  current: Readonly<Record<string, string>>,
  change: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const merged: Record<string, string> = { ...current };
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete merged[name];
    else merged[name] = value;
  }
  return merged;
}

function nameTaken(error: unknown, name: string): unknown {
  if (violatedUnique(error) !== 'connections_name') return error;
  return new AiEtlError(
    'CONFLICT',
    `The project already has a connection named ${JSON.stringify(name)}. Choose another name.`,
    { details: [{ field: 'name', error: 'already taken in this project' }] },
  );
}
