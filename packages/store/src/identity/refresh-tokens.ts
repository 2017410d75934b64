import { sql, type Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';

export interface NewRefreshToken {
  /** A hash of the token; the token itself is never stored. */
  readonly tokenHash: string;
  readonly userId: string;
  /** One per login; all tokens that descend from it share it. */
  readonly family: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

export interface Rotation {
  readonly tokenHash: string;
  readonly nextTokenHash: string;
  readonly nextExpiresAt: string;
}

/** `reused`: a token was shown twice, so it was stolen or replayed; its family is now revoked. */
export type RotationAnswer =
  | { readonly outcome: 'rotated'; readonly userId: string; readonly family: string }
  | { readonly outcome: 'reused' | 'unknown' };

export interface RefreshTokens {
  saveRefreshToken(token: NewRefreshToken): Promise<void>;
  /** Uses a token up and stores its successor, atomically: of two callers one gets `reused`. */
  rotateRefreshToken(rotation: Rotation): Promise<RotationAnswer>;
  /** Ends one login. */
  revokeFamily(family: string): Promise<void>;
  /** Ends every login of a user. */
  revokeUser(userId: string): Promise<void>;
  /** Forgets tokens past their time; answers how many. */
  deleteExpiredRefreshTokens(): Promise<number>;
}

export function refreshTokensOf(db: Kysely<AllTables>): RefreshTokens {
  const revoke = async (column: 'family' | 'user_id', value: string): Promise<void> => {
    await db
      .updateTable('refresh_tokens')
      .set({ revoked_at: sql<string>`now()` })
      .where(column, '=', value)
      .where('revoked_at', 'is', null)
      .execute();
  };
  return {
    saveRefreshToken: async (token) => {
      await db.insertInto('refresh_tokens').values(rowOf(token)).execute();
    },
    rotateRefreshToken: (rotation) => rotate(db, rotation),
    revokeFamily: (family) => revoke('family', family),
    revokeUser: (userId) => revoke('user_id', userId),
    deleteExpiredRefreshTokens: async () => {
      const result = await db
        .deleteFrom('refresh_tokens')
        .where('expires_at', '<', sql<string>`now()`)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}

function rotate(db: Kysely<AllTables>, rotation: Rotation): Promise<RotationAnswer> {
  return db.transaction().execute(async (trx): Promise<RotationAnswer> => {
    const token = await trx
      .selectFrom('refresh_tokens')
      .select(['user_id', 'family', 'used_at', 'revoked_at'])
      .select(sql<boolean>`expires_at < now()`.as('expired'))
      .where('token_hash', '=', rotation.tokenHash)
      .forUpdate()
      .executeTakeFirst();
    if (token === undefined || token.expired || token.revoked_at !== null) {
      return { outcome: 'unknown' };
    }
    const { user_id: userId, family } = token;
    if (token.used_at !== null) {
      await trx
        .updateTable('refresh_tokens')
        .set({ revoked_at: sql<string>`now()` })
        .where('family', '=', family)
        .execute();
      return { outcome: 'reused' };
    }
    await trx
      .updateTable('refresh_tokens')
      .set({ used_at: sql<string>`now()` })
      .where('token_hash', '=', rotation.tokenHash)
      .execute();
    const next = {
      tokenHash: rotation.nextTokenHash,
      userId,
      family,
      expiresAt: rotation.nextExpiresAt,
    };
    await trx.insertInto('refresh_tokens').values(rowOf(next)).execute();
    return { outcome: 'rotated', userId, family };
  });
}

function rowOf(token: NewRefreshToken) {
  return {
    token_hash: token.tokenHash,
    user_id: token.userId,
    family: token.family,
    expires_at: token.expiresAt,
    used_at: null,
    revoked_at: null,
  };
}
