import { AiEtlError, type Clock } from '@ai-etl/core';
import type { ApiKeyCaller, Caller, Identity } from '@ai-etl/store';
import { isWellFormedApiKey, looksLikeApiKey } from './api-key-format.ts';
import { isPermission } from './permissions.ts';
import type { Principal } from './principal.ts';
import { makeShortMemory } from './short-memory.ts';
import { hashToken, type Tokens } from './tokens.ts';

/**
 * How long what the store said about a session or key is believed. So a logout, a revoked key, a
 * disabled user or another role counts in every API process after this time; and a caller costs one
 * query per this time, not one per request.
 */
export const callerMemoryMs = 2_000;

export interface CallerPorts {
  readonly tokens: Pick<Tokens, 'readAccess'>;
  readonly identity: Pick<Identity, 'readSessionCaller' | 'readApiKeyCaller' | 'touchApiKey'>;
  readonly clock: Clock;
  /** Writing down that a key was used has failed: no reason to refuse it. */
  readonly onBackgroundFailure: (error: unknown) => void;
}

/** Who is behind a token, as of now. */
export interface Callers {
  /** Takes an access token or an API key; throws AUTHENTICATION_REQUIRED. */
  read(token: string): Promise<Principal>;
  /** What just changed about a user counts in this process at once; in others, within seconds. */
  forgetUser(userId: string): void;
}

export function makeCallers(ports: CallerPorts): Callers {
  const { tokens, identity, clock } = ports;
  const sessions = makeShortMemory<Caller | null>(clock, callerMemoryMs);
  const keys = makeShortMemory<ApiKeyCaller | null>(clock, callerMemoryMs);

  const readSession = async (token: string): Promise<Principal> => {
    const { userId, organisationId, sessionId } = await tokens.readAccess(token);
    const caller = await sessions.recall(`${sessionId} ${organisationId}`, () =>
      identity.readSessionCaller(sessionId, organisationId),
    );
    if (caller === null || caller.userId !== userId) throw endedLogin();
    const { role, projectRoles } = caller;
    return {
      userId,
      organisationId,
      role,
      projectRoles,
      kind: 'user',
      apiKeyId: null,
      scopes: null,
      sessionId,
    };
  };

  const readKey = async (token: string): Promise<Principal> => {
    if (!isWellFormedApiKey(token)) throw badApiKey();
    const hash = hashToken(token);
    const caller = await keys.recall(hash, async () => {
      const read = await identity.readApiKeyCaller(hash);
      if (read?.useIsStale === true) {
        identity.touchApiKey(read.apiKeyId).catch(ports.onBackgroundFailure);
      }
      return read;
    });
    const expired = caller?.expiresAt != null && Date.parse(caller.expiresAt) <= clock.now();
    if (caller === null || expired) throw badApiKey();
    const { userId, organisationId, role, projectRoles, apiKeyId } = caller;
    return {
      userId,
      organisationId,
      role,
      projectRoles,
      kind: 'api_key',
      apiKeyId,
      scopes: caller.scopes.filter(isPermission),
      sessionId: null,
    };
  };

  return {
    read: (token) => (looksLikeApiKey(token) ? readKey(token) : readSession(token)),
    forgetUser: (userId) => {
      sessions.forget((caller) => caller?.userId === userId);
      keys.forget((caller) => caller?.userId === userId);
    },
  };
}

function endedLogin(): AiEtlError {
  return new AiEtlError(
    'AUTHENTICATION_REQUIRED',
    'This login has ended, or its user no longer belongs to this organisation. Log in again with POST /api/v1/auth/login.',
    { details: [{ field: 'authorization', error: 'token revoked' }] },
  );
}

function badApiKey(): AiEtlError {
  return new AiEtlError(
    'AUTHENTICATION_REQUIRED',
    'This API key is not valid: unknown, revoked or expired. Make another with POST /api/v1/api-keys.',
    { details: [{ field: 'authorization', error: 'API key not valid' }] },
  );
}
