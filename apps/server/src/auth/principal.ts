import type { FastifyRequest } from 'fastify';
import { AiEtlError, invariant } from '@ai-etl/core';
import type { Permission, Role } from './permissions.ts';

/** Who is calling. Everything they see belongs to their organisation. */
export interface Principal {
  readonly userId: string;
  readonly organisationId: string;
  /** Counts in every project. Null: a member of single projects only. */
  readonly role: Role | null;
  /** Roles in single projects, by project id; the higher of both counts there. Absent: none. */
  readonly projectRoles?: Readonly<Record<string, Role>>;
  /**
   * Set by the authorisation hook: the projects in which the caller holds what this route asks.
   * Absent: all of the organisation's. `scopeOf` passes it on to the store.
   */
  readonly projectIds?: readonly string[];
  /** A person who logged in, or one of their API keys. */
  readonly kind: 'user' | 'api_key';
  readonly apiKeyId: string | null;
  /** What an API key is limited to, beside its owner's role. Null: no limit. */
  readonly scopes: readonly Permission[] | null;
  /** The login that the access token belongs to; null for API keys. */
  readonly sessionId: string | null;
}

/** The caller of a route that is not public. */
export function principalOf(request: FastifyRequest): Principal {
  invariant(request.principal !== null, 'a route that needs a caller is not public');
  return request.principal;
}

/** Somebody at a login of their own. Throws PERMISSION_DENIED for an API key. */
export function personOf({ userId, sessionId }: Principal): {
  readonly userId: string;
  readonly sessionId: string;
} {
  if (sessionId !== null) return { userId, sessionId };
  throw new AiEtlError(
    'PERMISSION_DENIED',
    'An API key cannot do this: log in with POST /api/v1/auth/login and send that access token.',
    { details: [{ field: 'authorization', error: 'must be an access token, not an API key' }] },
  );
}
