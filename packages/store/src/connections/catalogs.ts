import { sql } from 'kysely';
import type { Catalog } from '@ai-etl/core';
import type { Scope, Tenancy } from '../database/tenant.ts';

export interface CatalogSnapshot {
  readonly catalog: Catalog;
  /** RFC 3339. */
  readonly takenAt: string;
}

/** The last catalog seen of each connection, so that planning need not ask the system each time. */
export interface Catalogs {
  getCatalog(scope: Scope, connectionId: string): Promise<CatalogSnapshot | null>;
  /** Null also when it is not newer than this (RFC 3339). */
  getNewerCatalog(
    scope: Scope,
    connectionId: string,
    takenAt: string,
  ): Promise<CatalogSnapshot | null>;
  /** Replaces the snapshot. False: no such connection. */
  putCatalog(scope: Scope, connectionId: string, catalog: Catalog): Promise<boolean>;
}

export function catalogsOf(tenancy: Tenancy): Catalogs {
  const ofConnection = (scope: Scope, connectionId: string) =>
    tenancy(scope)
      .selectFrom('catalog_snapshots')
      .select(['catalog', 'taken_at as takenAt'])
      .where('connection_id', '=', connectionId);
  return {
    getCatalog: async (scope, connectionId) =>
      (await ofConnection(scope, connectionId).executeTakeFirst()) ?? null,

    // Compared as they are shown: PostgreSQL keeps microseconds, RFC 3339 text here milliseconds.
    getNewerCatalog: async (scope, connectionId, takenAt) =>
      (await ofConnection(scope, connectionId)
        .where(sql<string>`date_trunc('milliseconds', taken_at)`, '>', takenAt)
        .executeTakeFirst()) ?? null,

    putCatalog: (scope, connectionId, catalog) =>
      tenancy(scope)
        .transaction()
        .execute(async (trx) => {
          // Locks the owner: proves that it is the scope's and keeps it from being deleted.
          const connection = await trx
            .selectFrom('connections')
            .select('id')
            .where('id', '=', connectionId)
            .forKeyShare()
            .executeTakeFirst();
          if (connection === undefined) return false;
          const text = JSON.stringify(catalog);
          await trx
            .insertInto('catalog_snapshots')
            .values({
              organisation_id: scope.organisationId,
              connection_id: connectionId,
              catalog: text,
            })
            .onConflict((conflict) =>
              conflict
                .column('connection_id')
                .doUpdateSet({ catalog: text, taken_at: sql<string>`now()` }),
            )
            .execute();
          return true;
        }),
  };
}
