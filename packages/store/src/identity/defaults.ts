import { sql, type Kysely } from 'kysely';
import { advisoryLocks } from '../database/advisory-lock.ts';
import type { AllTables } from '../database/schema.ts';
import { newId } from '../new-id.ts';

export interface DefaultsRequest {
  readonly adminEmail: string;
  readonly passwordHash: string;
}

export interface Defaults {
  /** True for the one caller whose admin was stored: the only time to show the password. */
  readonly created: boolean;
  readonly organisationId: string;
  readonly projectId: string;
}

/**
 * Makes the default organisation, its default project and the first admin, once: later calls,
 * also concurrent ones of other processes, answer what is there and change nothing.
 */
export function ensureDefaults(db: Kysely<AllTables>, request: DefaultsRequest): Promise<Defaults> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${advisoryLocks.defaults})`.execute(trx);
    const existing = await trx
      .selectFrom('organisations as o')
      .innerJoin('projects as p', 'p.organisation_id', 'o.id')
      .select(['o.id as organisationId', 'p.id as projectId'])
      .where('o.is_default', '=', true)
      .where('p.is_default', '=', true)
      .executeTakeFirst();
    if (existing !== undefined) return { created: false, ...existing };

    const organisationId = newId('organisation');
    const projectId = newId('project');
    const userId = newId('user');
    await trx
      .insertInto('organisations')
      .values({ id: organisationId, name: 'Default organisation', is_default: true })
      .execute();
    await trx
      .insertInto('projects')
      .values({ id: projectId, organisation_id: organisationId, name: 'Default', is_default: true })
      .execute();
    await trx
      .insertInto('users')
      .values({
        id: userId,
        email: request.adminEmail.trim().toLowerCase(),
        password_hash: request.passwordHash,
        disabled_at: null,
      })
      .execute();
    await trx
      .insertInto('memberships')
      .values({ organisation_id: organisationId, user_id: userId, role: 'admin' })
      .execute();
    return { created: true, organisationId, projectId };
  });
}
