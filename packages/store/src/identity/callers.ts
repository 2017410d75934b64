import { sql, type Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import { projectRolesOf } from '../organisations/project-roles.ts';
import type { Role } from './user.ts';

/** What holds about a caller at this moment, whatever their token was issued with. */
export interface Caller {
  readonly userId: string;
  readonly organisationId: string;
  /** In the organisation. Null: a member of single projects only. */
  readonly role: Role | null;
  /** In single projects, by project id. */
  readonly projectRoles: Readonly<Record<string, Role>>;
}

/** The owner of an API key, and the key. */
export interface ApiKeyCaller extends Caller {
  readonly apiKeyId: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string | null;
  /** A minute or more has gone since its last use was written down. */
  readonly useIsStale: boolean;
}

/** Read for every request, through a cache of seconds: one statement, by primary or unique keys. */
export interface Callers {
  /** Null: the session has ended, its user is disabled, or is no member of this organisation. */
  readSessionCaller(sessionId: string, organisationId: string): Promise<Caller | null>;
  /** Null: no such key, or it is revoked or expired, or its owner is disabled or no longer a member. */
  readApiKeyCaller(tokenHash: string): Promise<ApiKeyCaller | null>;
  /** Writes down that a key is used, at most once a minute. */
  touchApiKey(apiKeyId: string): Promise<void>;
}

const lives = sql<boolean>`expires_at > now()`;

export function callersOf(db: Kysely<AllTables>): Callers {
  return {
    readSessionCaller: async (sessionId, organisationId) => {
      const row = await db
        .selectFrom('sessions as s')
        .innerJoin('users as u', 'u.id', 's.user_id')
        .innerJoin('memberships as m', 'm.user_id', 'u.id')
        .select(['u.id as userId', 'm.organisation_id as organisationId', 'm.role'])
        .select(projectRolesOf)
        .where('s.id', '=', sessionId)
        .where('m.organisation_id', '=', organisationId)
        .where('s.ended_at', 'is', null)
        .where(lives)
        .where('u.disabled_at', 'is', null)
        .executeTakeFirst();
      return row ?? null;
    },
    readApiKeyCaller: async (tokenHash) => {
      const row = await db
        .selectFrom('api_keys as k')
        .innerJoin('users as u', 'u.id', 'k.user_id')
        .innerJoin('memberships as m', (join) =>
          join
            .onRef('m.user_id', '=', 'k.user_id')
            .onRef('m.organisation_id', '=', 'k.organisation_id'),
        )
        .select(['u.id as userId', 'k.organisation_id as organisationId', 'm.role'])
        .select(projectRolesOf)
        .select(['k.id as apiKeyId', 'k.scopes', 'k.expires_at as expiresAt'])
        .select(
          sql<boolean>`k.last_used_at is null or k.last_used_at < now() - interval '1 minute'`.as(
            'useIsStale',
          ),
        )
        .where('k.token_hash', '=', tokenHash)
        .where('k.revoked_at', 'is', null)
        .where((eb) => eb.or([eb('k.expires_at', 'is', null), lives]))
        .where('u.disabled_at', 'is', null)
        .executeTakeFirst();
      return row ?? null;
    },
    touchApiKey: async (apiKeyId) => {
      await db
        .updateTable('api_keys')
        .set({ last_used_at: sql<string>`now()` })
        .where('id', '=', apiKeyId)
        .where(sql<boolean>`(last_used_at is null or last_used_at < now() - interval '1 minute')`)
        .execute();
    },
  };
}
