import { sql, type Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';

/** What a link in a mail, or a page of ours, is for. */
export type OneTimePurpose = 'password_reset' | 'email_verification' | 'login';

export interface NewOneTimeToken {
  readonly tokenHash: string;
  readonly userId: string;
  readonly purpose: OneTimePurpose;
  /** The user's address at this moment. */
  readonly email: string;
  readonly expiresAt: string;
}

export interface OneTimeTokens {
  saveOneTimeToken(token: NewOneTimeToken): Promise<void>;
  /** Uses a token up: of two callers one gets the user's id, the other null, as for one that never was. */
  useOneTimeToken(purpose: OneTimePurpose, tokenHash: string): Promise<string | null>;
  /** The address of a user is theirs. */
  markEmailVerified(userId: string): Promise<void>;
  /** Answers how many. */
  deleteExpiredOneTimeTokens(): Promise<number>;
}

const now = sql<string>`now()`;

export function oneTimeTokensOf(db: Kysely<AllTables>): OneTimeTokens {
  return {
    saveOneTimeToken: async ({ tokenHash, userId, purpose, email, expiresAt }) => {
      await db
        .insertInto('one_time_tokens')
        .values({
          token_hash: tokenHash,
          user_id: userId,
          purpose,
          email,
          expires_at: expiresAt,
          used_at: null,
        })
        .execute();
    },
    useOneTimeToken: async (purpose, tokenHash) => {
      const used = await db
        .updateTable('one_time_tokens as t')
        .from('users as u')
        .set({ used_at: now })
        .whereRef('u.id', '=', 't.user_id')
        .whereRef('u.email', '=', 't.email')
        .where('u.disabled_at', 'is', null)
        .where('t.token_hash', '=', tokenHash)
        .where('t.purpose', '=', purpose)
        .where('t.used_at', 'is', null)
        .where('t.expires_at', '>', now)
        .returning('t.user_id')
        .executeTakeFirst();
      return used?.user_id ?? null;
    },
    markEmailVerified: async (userId) => {
      await db
        .updateTable('users')
        .set({ email_verified_at: now })
        .where('id', '=', userId)
        .where('email_verified_at', 'is', null)
        .execute();
    },
    deleteExpiredOneTimeTokens: async () => {
      const result = await db
        .deleteFrom('one_time_tokens')
        .where('expires_at', '<', now)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}
