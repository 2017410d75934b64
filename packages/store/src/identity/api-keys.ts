import { sql } from 'kysely';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { newId } from '../new-id.ts';
import { offsetOf, type Page, type PageRequest } from '../page.ts';

/** A key of a member. What it is made of is known to its owner alone. */
export interface ApiKey {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** Its first and last characters. */
  readonly hint: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  /** Null: never. */
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface NewApiKey {
  readonly userId: string;
  readonly name: string;
  readonly hint: string;
  readonly tokenHash: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string | null;
  /** The key it is made with: revoking that one revokes this too. */
  readonly parentId: string | null;
}

export interface ApiKeys {
  createApiKey(scope: Scope, key: NewApiKey): Promise<ApiKey>;
  /** Those not revoked, the latest first; of one owner, or of all. */
  listApiKeys(scope: Scope, asked: PageRequest & ApiKeyFilter): Promise<Page<ApiKey>>;
  /** Null: no such key, or a revoked one. */
  getApiKey(scope: Scope, id: string): Promise<ApiKey | null>;
  /** With all that were made with it. Null: no such key, or not this owner's, or revoked already. */
  revokeApiKey(scope: Scope, id: string, filter: ApiKeyFilter): Promise<ApiKey | null>;
}

export interface ApiKeyFilter {
  /** Null: of anybody. */
  readonly userId: string | null;
}

const columns = [
  'id',
  'user_id as userId',
  'name',
  'hint',
  'scopes',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'last_used_at as lastUsedAt',
] as const;

export function apiKeysOf(tenancy: Tenancy): ApiKeys {
  const usable = (scope: Scope) =>
    tenancy(scope).selectFrom('api_keys').where('revoked_at', 'is', null);
  const get = async (scope: Scope, id: string): Promise<ApiKey | null> =>
    (await usable(scope).select(columns).where('id', '=', id).executeTakeFirst()) ?? null;
  return {
    createApiKey: async (scope, { parentId, ...key }) => {
      const parent =
        parentId === null
          ? undefined
          : await usable(scope)
              .select('ancestor_ids')
              .where('id', '=', parentId)
              .executeTakeFirst();
      return tenancy(scope)
        .insertInto('api_keys')
        .values({
          id: newId('api_key'),
          organisation_id: scope.organisationId,
          user_id: key.userId,
          name: key.name,
          token_hash: key.tokenHash,
          hint: key.hint,
          scopes: [...key.scopes],
          ancestor_ids: parentId === null ? [] : [...(parent?.ancestor_ids ?? []), parentId],
          expires_at: key.expiresAt,
          last_used_at: null,
          revoked_at: null,
        })
        .returning(columns)
        .executeTakeFirstOrThrow();
    },
    listApiKeys: async (scope, { userId, ...asked }) => {
      const all = usable(scope);
      const filtered = userId === null ? all : all.where('user_id', '=', userId);
      const items = await filtered
        .select(columns)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(asked.perPage)
        .offset(offsetOf(asked))
        .execute();
      const { total } = await filtered
        .select(sql<number>`count(*)::int`.as('total'))
        .executeTakeFirstOrThrow();
      return { items, total };
    },
    getApiKey: get,
    revokeApiKey: async (scope, id, { userId }) => {
      const key = await get(scope, id);
      if (key === null || (userId !== null && key.userId !== userId)) return null;
      const revoked = await tenancy(scope)
        .updateTable('api_keys')
        .set({ revoked_at: sql<string>`now()` })
        .where('revoked_at', 'is', null)
        .where((eb) =>
          eb.or([eb('id', '=', id), eb(sql<string>`${id}`, '=', eb.fn.any('ancestor_ids'))]),
        )
        .returning('id')
        .execute();
      return revoked.some((one) => one.id === id) ? key : null;
    },
  };
}
