import { sql, type Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import type { User } from './user.ts';

/** Logging in happens before there is a scope, so users are found across organisations. */
export interface Users {
  /** Case does not matter. Null: no such user. */
  findUserByEmail(email: string): Promise<User | null>;
  getUser(userId: string): Promise<User | null>;
  /** Sets a password and makes links sent for another worthless. */
  setPassword(userId: string, passwordHash: string): Promise<void>;
  /** A disabled user cannot log in; sessions and API keys count for nothing while it lasts. */
  setDisabled(userId: string, disabled: boolean): Promise<void>;
}

export function usersOf(db: Kysely<AllTables>): Users {
  const readUser = async (column: 'email' | 'id', value: string): Promise<User | null> => {
    const row = await db
      .selectFrom('users')
      .select(['id', 'email', 'password_hash', 'disabled_at', 'email_verified_at', 'created_at'])
      .where(column, '=', value)
      .executeTakeFirst();
    if (row === undefined) return null;
    const memberships = await db
      .selectFrom('memberships as m')
      .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
      .select(['m.organisation_id as organisationId', 'o.name as organisationName', 'm.role'])
      .where('m.user_id', '=', row.id)
      .orderBy('m.created_at')
      .orderBy('m.organisation_id')
      .execute();
    return {
      id: row.id,
      email: row.email,
      passwordHash: row.password_hash,
      disabled: row.disabled_at !== null,
      emailVerified: row.email_verified_at !== null,
      createdAt: row.created_at,
      memberships,
    };
  };
  return {
    findUserByEmail: (email) => readUser('email', email.trim().toLowerCase()),
    getUser: (userId) => readUser('id', userId),
    setDisabled: async (userId, disabled) => {
      await db
        .updateTable('users')
        .set({ disabled_at: disabled ? sql<string>`coalesce(disabled_at, now())` : null })
        .where('id', '=', userId)
        .execute();
    },
    setPassword: (userId, passwordHash) =>
      db.transaction().execute(async (trx) => {
        await trx
          .updateTable('users')
          .set({ password_hash: passwordHash, password_changed_at: sql<string>`now()` })
          .where('id', '=', userId)
          .execute();
        await trx
          .deleteFrom('one_time_tokens')
          .where('user_id', '=', userId)
          .where('purpose', '=', 'password_reset')
          .execute();
      }),
  };
}
