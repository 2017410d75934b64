import type { Principal } from '../auth/principal.ts';

/** A person who is logged in. */
export function userPrincipal(
  who: Pick<Principal, 'userId' | 'organisationId' | 'role'>,
): Principal {
  return { ...who, kind: 'user', apiKeyId: null, scopes: null, sessionId: 'ses_1' };
}
