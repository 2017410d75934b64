import { AiEtlError, type Clock } from '@ai-etl/core';
import type { ApiKey, Identity, Page, PageRequest } from '@ai-etl/store';
import { hintOf, newApiKey } from '../../auth/api-key-format.ts';
import { isAllowedSomewhere } from '../../auth/access.ts';
import type { Callers } from '../../auth/callers.ts';
import { isAllowed, permissions, type Permission } from '../../auth/permissions.ts';
import type { Principal } from '../../auth/principal.ts';
import { hashToken } from '../../auth/tokens.ts';
import { found, scopeOf } from '../../scope.ts';

export interface ApiKeyPorts {
  readonly identity: Pick<Identity, 'createApiKey' | 'listApiKeys' | 'getApiKey' | 'revokeApiKey'>;
  readonly callers: Pick<Callers, 'forgetUser'>;
  readonly clock: Clock;
}

export interface ApiKeyRequest {
  readonly name: string;
  /** Undefined: all that the caller may. */
  readonly scopes: readonly Permission[] | undefined;
  readonly expiresAt: string | null;
}

export interface ApiKeyService {
  /** With the key itself. Throws PERMISSION_DENIED for a scope the caller lacks, VALIDATION_ERROR. */
  create(
    caller: Principal,
    request: ApiKeyRequest,
  ): Promise<{ readonly apiKey: ApiKey; readonly key: string }>;
  list(caller: Principal, filter: KeyFilter, asked: PageRequest): Promise<Page<ApiKey>>;
  /** Throws RESOURCE_NOT_FOUND, also for a key of somebody else that is not the caller's to revoke. */
  revoke(caller: Principal, id: string): Promise<void>;
}

export interface KeyFilter {
  readonly userId: string | null;
}

export function makeApiKeyService({ identity, callers, clock }: ApiKeyPorts): ApiKeyService {
  return {
    create: async (caller, { name, scopes, expiresAt }) => {
      const allowed = permissions.filter((one) => isAllowedSomewhere(caller, one));
      const wanted = scopes === undefined ? allowed : [...new Set(scopes)];
      const beyond = wanted.filter((one) => !allowed.includes(one));
      if (beyond.length > 0) throw tooWide(beyond);
      if (expiresAt !== null && Date.parse(expiresAt) <= clock.now()) throw alreadyExpired();
      const scope = scopeOf(caller);
      const { apiKeyId } = caller;
      const parent = apiKeyId === null ? null : await identity.getApiKey(scope, apiKeyId);
      const key = newApiKey();
      const apiKey = await identity.createApiKey(scope, {
        userId: caller.userId,
        name,
        hint: hintOf(key),
        tokenHash: hashToken(key),
        scopes: wanted,
        expiresAt: lifetimeWithin(parent?.expiresAt ?? null, expiresAt),
        parentId: apiKeyId,
      });
      return { apiKey, key };
    },

    list: (caller, { userId }, asked) => {
      const mine = may(caller, 'members:write') ? userId : caller.userId;
      const nobodys = userId !== null && mine !== userId;
      if (nobodys) return Promise.resolve({ items: [], total: 0 });
      return identity.listApiKeys(scopeOf(caller), { ...asked, userId: mine });
    },

    revoke: async (caller, id) => {
      const userId = may(caller, 'members:write') ? null : caller.userId;
      const revoked = await identity.revokeApiKey(scopeOf(caller), id, { userId });
      callers.forgetUser(found(revoked, 'api_key', id).userId);
    },
  };
}

/** In the whole organisation, and within the scopes of the key that calls. */
function may({ role, scopes }: Principal, permission: Permission): boolean {
  return isAllowed(role, permission) && (scopes === null || scopes.includes(permission));
}

/** A key made with a key ends no later than that one. */
function lifetimeWithin(parent: string | null, wanted: string | null): string | null {
  if (parent === null) return wanted;
  if (wanted === null) return parent;
  if (Date.parse(wanted) <= Date.parse(parent)) return wanted;
  throw new AiEtlError(
    'VALIDATION_ERROR',
    'A key made with another cannot outlive it. Choose an earlier expires_at, or leave it out.',
    { details: [{ field: 'expires_at', error: `must not be after ${parent}` }] },
  );
}

function tooWide(beyond: readonly Permission[]): AiEtlError {
  return new AiEtlError(
    'PERMISSION_DENIED',
    `A key cannot have more than you: ${beyond.join(', ')} ${beyond.length === 1 ? 'is' : 'are'} not yours. GET /api/v1/auth/me lists what is.`,
    { details: beyond.map((one) => ({ field: 'scopes', error: `${one} is not yours to give` })) },
  );
}

function alreadyExpired(): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'This key would have expired already.', {
    details: [{ field: 'expires_at', error: 'must be in the future' }],
  });
}
