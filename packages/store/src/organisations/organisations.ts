import { sql, type Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import type { Scope } from '../database/tenant.ts';
import type { Organisation } from './organisation.ts';

export interface Organisations {
  /** The scope's own. Null: it is gone. */
  getOrganisation(scope: Scope): Promise<Organisation | null>;
  renameOrganisation(scope: Scope, name: string): Promise<Organisation | null>;
}

const columns = ['id', 'name', 'created_at as createdAt', 'updated_at as updatedAt'] as const;

/** An organisation has no tenant column: it is the tenant. So these go by its id. */
export function organisationsOf(db: Kysely<AllTables>): Organisations {
  return {
    getOrganisation: async ({ organisationId }) =>
      (await db
        .selectFrom('organisations')
        .select(columns)
        .where('id', '=', organisationId)
        .executeTakeFirst()) ?? null,
    renameOrganisation: async ({ organisationId }, name) =>
      (await db
        .updateTable('organisations')
        .set({ name, updated_at: sql<string>`now()` })
        .where('id', '=', organisationId)
        .returning(columns)
        .executeTakeFirst()) ?? null,
  };
}
