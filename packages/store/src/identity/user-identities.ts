import { sql, type Kysely, type Transaction } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import { newId } from '../new-id.ts';
import type { Role } from './user.ts';

/** Who somebody is at an OpenID provider. */
export interface ForeignIdentity {
  readonly issuer: string;
  readonly subject: string;
}

export interface ProvisionRequest extends ForeignIdentity {
  /** Verified by the provider. */
  readonly email: string;
  /** In the default organisation. */
  readonly role: Role;
}

export interface UserIdentities {
  /** The id of the user who logs in so. */
  findUserByIdentity(identity: ForeignIdentity): Promise<string | null>;
  /**
   * From now on the user logs in so too, and their address counts as verified. If it did not before,
   * whoever chose the password need not be who reads it: password, logins and keys end, except those
   * of the installation's first user, whom its operator made.
   */
  linkIdentity(userId: string, identity: ForeignIdentity): Promise<void>;
  /** Makes a user without a password, once: of two callers both get the same. */
  provisionUser(request: ProvisionRequest): Promise<string>;
}

export function userIdentitiesOf(db: Kysely<AllTables>): UserIdentities {
  return {
    findUserByIdentity: async ({ issuer, subject }) => {
      const row = await db
        .selectFrom('user_identities')
        .select('user_id')
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst();
      return row?.user_id ?? null;
    },
    linkIdentity: (userId, identity) =>
      db.transaction().execute(async (trx) => {
        await endUnproven(trx, userId);
        await link(trx, userId, identity);
      }),
    provisionUser: ({ email, role, ...identity }) =>
      db.transaction().execute(async (trx) => {
        const organisation = await trx
          .selectFrom('organisations')
          .select('id')
          .where('is_default', '=', true)
          .executeTakeFirstOrThrow();
        const user = await trx
          .insertInto('users')
          .values({
            id: newId('user'),
            email,
            password_hash: null,
            disabled_at: null,
            email_verified_at: sql<string>`now()`,
            password_changed_at: null,
          })
          // Also answers the row that somebody else has just made.
          .onConflict((conflict) => conflict.column('email').doUpdateSet({ email }))
          .returning('id')
          .executeTakeFirstOrThrow();
        await trx
          .insertInto('memberships')
          .values({ organisation_id: organisation.id, user_id: user.id, role })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await link(trx, user.id, identity);
        return user.id;
      }),
  };
}

async function endUnproven(trx: Transaction<AllTables>, userId: string): Promise<void> {
  const now = sql<string>`now()`;
  const ended = await trx
    .updateTable('users')
    .set({ password_hash: null, password_changed_at: now })
    .where('id', '=', userId)
    .where('email_verified_at', 'is', null)
    .where('created_at', '>', (eb) =>
      eb.selectFrom('users').select(({ fn }) => fn.min('created_at').as('first')),
    )
    .returning('id')
    .executeTakeFirst();
  if (ended === undefined) return;
  await trx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute();
  await trx
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .execute();
  await trx.deleteFrom('one_time_tokens').where('user_id', '=', userId).execute();
}

async function link(
  trx: Transaction<AllTables>,
  userId: string,
  { issuer, subject }: ForeignIdentity,
): Promise<void> {
  await trx
    .insertInto('user_identities')
    .values({ issuer, subject, user_id: userId })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .execute();
  await trx
    .updateTable('users')
    .set({ email_verified_at: sql<string>`now()` })
    .where('id', '=', userId)
    .where('email_verified_at', 'is', null)
    .execute();
}
