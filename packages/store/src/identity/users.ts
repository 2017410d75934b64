import type { Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import type { User } from './user.ts';

/** Logging in happens before there is a scope, so users are found across organisations. */
export interface Users {
  /** Case does not matter. Null: no such user. */
  findUserByEmail(email: string): Promise<User | null>;
  getUser(userId: string): Promise<User | null>;
}

export function usersOf(db: Kysely<AllTables>): Users {
  const readUser = async (column: 'email' | 'id', value: string): Promise<User | null> => {
    const row = await db
      .selectFrom('users')
      .select(['id', 'email', 'password_hash', 'disabled_at', 'created_at'])
      .where(column, '=', value)
      .executeTakeFirst();
    if (row === undefined) return null;
    const memberships = await db
      .selectFrom('memberships')
      .select(['organisation_id', 'role'])
      .where('user_id', '=', row.id)
      .orderBy('created_at')
      .orderBy('organisation_id')
      .execute();
    return {
      id: row.id,
      email: row.email,
      passwordHash: row.password_hash,
      disabled: row.disabled_at !== null,
      createdAt: row.created_at,
      memberships: memberships.map((one) => ({
        organisationId: one.organisation_id,
        role: one.role,
      })),
    };
  };
  return {
    findUserByEmail: (email) => readUser('email', email.trim().toLowerCase()),
    getUser: (userId) => readUser('id', userId),
  };
}
