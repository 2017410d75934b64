import { sql, type Kysely, type Transaction } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import { offsetOf, type Page, type PageRequest } from '../page.ts';

/** One login of a user: what its access and refresh tokens belong to. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly method: 'password' | 'openid';
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: string;
  /** The last refresh. */
  readonly lastUsedAt: string;
  readonly expiresAt: string;
}

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly organisationId: string;
  readonly method: Session['method'];
  readonly userAgent: string;
  readonly address: string;
  /** A hash of the first refresh token; the token itself is never stored. */
  readonly tokenHash: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

export interface Rotation {
  readonly tokenHash: string;
  readonly nextTokenHash: string;
  readonly nextExpiresAt: string;
}

/** `reused`: a token was shown twice, so it was stolen or replayed; its session is now ended. */
export type RotationAnswer =
  | {
      readonly outcome: 'rotated' | 'reused';
      readonly userId: string;
      readonly sessionId: string;
      /** Null: it is gone. */
      readonly organisationId: string | null;
    }
  | { readonly outcome: 'unknown' };

export interface Sessions {
  openSession(session: NewSession): Promise<void>;
  /** Uses a refresh token up and stores its successor, atomically: of two callers one gets `reused`. */
  rotateRefreshToken(rotation: Rotation): Promise<RotationAnswer>;
  /** Those still open, the latest first. */
  listSessions(userId: string, asked: PageRequest): Promise<Page<Session>>;
  /** False: this user has no such open session. */
  endSession(userId: string, sessionId: string): Promise<boolean>;
  /** Ends every session of a user, but for `except`. */
  endSessions(userId: string, except?: string): Promise<void>;
  /** Forgets tokens past their time, and sessions that ended a month ago; answers how many tokens. */
  deleteExpiredSessions(): Promise<number>;
}

const now = sql<string>`now()`;

export function sessionsOf(db: Kysely<AllTables>): Sessions {
  const open = (userId: string) =>
    db
      .selectFrom('sessions')
      .where('user_id', '=', userId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', now);
  const end = () => db.updateTable('sessions').set({ ended_at: now }).where('ended_at', 'is', null);
  return {
    openSession: ({ tokenHash, expiresAt, ...session }) =>
      db.transaction().execute(async (trx) => {
        await trx
          .insertInto('sessions')
          .values({
            id: session.id,
            user_id: session.userId,
            organisation_id: session.organisationId,
            method: session.method,
            user_agent: session.userAgent,
            address: session.address,
            expires_at: expiresAt,
            ended_at: null,
          })
          .execute();
        await saveToken(trx, { tokenHash, sessionId: session.id, expiresAt });
      }),
    rotateRefreshToken: (rotation) => rotate(db, rotation),
    listSessions: async (userId, asked) => {
      const items = await open(userId)
        .select([
          'id',
          'user_id as userId',
          'method',
          'user_agent as userAgent',
          'address',
          'created_at as createdAt',
          'last_used_at as lastUsedAt',
          'expires_at as expiresAt',
        ])
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(asked.perPage)
        .offset(offsetOf(asked))
        .execute();
      const { total } = await open(userId)
        .select(sql<number>`count(*)::int`.as('total'))
        .executeTakeFirstOrThrow();
      return { items, total };
    },
    endSession: async (userId, sessionId) => {
      const ended = await end()
        .where('user_id', '=', userId)
        .where('id', '=', sessionId)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return ended.numUpdatedRows > 0n;
    },
    endSessions: async (userId, except) => {
      const all = end().where('user_id', '=', userId);
      await (except === undefined ? all : all.where('id', '!=', except)).execute();
    },
    deleteExpiredSessions: async () => {
      const tokens = await db
        .deleteFrom('refresh_tokens')
        .where('expires_at', '<', now)
        .executeTakeFirst();
      await db
        .deleteFrom('sessions')
        .where(sql<boolean>`least(ended_at, expires_at) < now() - interval '30 days'`)
        .execute();
      return Number(tokens.numDeletedRows);
    },
  };
}

function rotate(db: Kysely<AllTables>, rotation: Rotation): Promise<RotationAnswer> {
  return db.transaction().execute(async (trx): Promise<RotationAnswer> => {
    const token = await trx
      .selectFrom('refresh_tokens as t')
      .innerJoin('sessions as s', 's.id', 't.family')
      .select(['s.user_id as userId', 's.organisation_id as organisationId', 's.id as sessionId'])
      .select(['s.ended_at', 't.used_at'])
      .select(sql<boolean>`t.expires_at < now()`.as('expired'))
      .where('t.token_hash', '=', rotation.tokenHash)
      .forUpdate()
      .executeTakeFirst();
    if (token === undefined || token.expired || token.ended_at !== null) {
      return { outcome: 'unknown' };
    }
    const { userId, sessionId, organisationId } = token;
    if (token.used_at !== null) {
      await trx
        .updateTable('sessions')
        .set({ ended_at: now })
        .where('id', '=', sessionId)
        .execute();
      return { outcome: 'reused', userId, sessionId, organisationId };
    }
    await trx
      .updateTable('refresh_tokens')
      .set({ used_at: now })
      .where('token_hash', '=', rotation.tokenHash)
      .execute();
    const expiresAt = rotation.nextExpiresAt;
    await saveToken(trx, { tokenHash: rotation.nextTokenHash, sessionId, expiresAt });
    await trx
      .updateTable('sessions')
      .set({ last_used_at: now, expires_at: expiresAt })
      .where('id', '=', sessionId)
      .execute();
    return { outcome: 'rotated', userId, sessionId, organisationId };
  });
}

interface NewRefreshToken {
  readonly tokenHash: string;
  readonly sessionId: string;
  readonly expiresAt: string;
}

async function saveToken(
  trx: Transaction<AllTables>,
  { tokenHash, sessionId, expiresAt }: NewRefreshToken,
): Promise<void> {
  await trx
    .insertInto('refresh_tokens')
    .values({ token_hash: tokenHash, family: sessionId, expires_at: expiresAt, used_at: null })
    .execute();
}
