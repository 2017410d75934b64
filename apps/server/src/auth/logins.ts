import { AiEtlError } from '@ai-etl/core';
import type { Identity, Session, User } from '@ai-etl/store';
import { newSessionId } from './session-id.ts';
import { accessTokenSeconds, hashToken, type Tokens } from './tokens.ts';

/** What a login hands out, in the words of the contract. */
export interface TokenPair {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: 'bearer';
  readonly expires_in: number;
}

/** Where a login comes from, for the list of sessions. */
export interface LoginOrigin {
  readonly method: Session['method'];
  readonly address: string;
  readonly userAgent: string;
}

export interface LoginRequestOf {
  readonly user: User;
  readonly origin: LoginOrigin;
  /** Null: the first organisation of the user. */
  readonly organisationId: string | null;
}

/** Opens and continues sessions, however somebody has proved who they are. */
export interface Logins {
  /** Throws PERMISSION_DENIED when the user belongs to no organisation, or not to this one. */
  open(request: LoginRequestOf): Promise<TokenPair>;
  /** Exchanges a refresh token; throws AUTHENTICATION_REQUIRED. */
  continue(refreshToken: string): Promise<TokenPair>;
}

export interface LoginPorts {
  readonly identity: Pick<Identity, 'getUser' | 'openSession' | 'rotateRefreshToken'>;
  readonly tokens: Tokens;
  /** A stolen refresh token has ended a session. */
  readonly onSessionEnded: (userId: string) => void;
}

export function makeLogins({ identity, tokens, onSessionEnded }: LoginPorts): Logins {
  const pair = async (
    login: Parameters<Tokens['signAccess']>[0],
    refreshToken: string,
  ): Promise<TokenPair> => ({
    access_token: await tokens.signAccess(login),
    refresh_token: refreshToken,
    token_type: 'bearer',
    expires_in: accessTokenSeconds,
  });
  return {
    open: async ({ user, origin, organisationId: wanted }) => {
      const organisationId = organisationOf(user, wanted);
      const { token, expiresAt } = await tokens.signRefresh(user.id);
      const sessionId = newSessionId();
      await identity.openSession({
        id: sessionId,
        userId: user.id,
        organisationId,
        method: origin.method,
        userAgent: origin.userAgent.slice(0, 300),
        address: origin.address.slice(0, 100),
        tokenHash: hashToken(token),
        expiresAt,
      });
      return pair({ userId: user.id, organisationId, sessionId }, token);
    },

    continue: async (presented) => {
      const userId = await tokens.readRefresh(presented);
      const next = await tokens.signRefresh(userId);
      const rotation = await identity.rotateRefreshToken({
        tokenHash: hashToken(presented),
        nextTokenHash: hashToken(next.token),
        nextExpiresAt: next.expiresAt,
      });
      if (rotation.outcome === 'reused') onSessionEnded(rotation.userId);
      if (rotation.outcome !== 'rotated') throw endedLogin();
      const user = await identity.getUser(rotation.userId);
      if (user === null || user.disabled) throw endedLogin();
      const kept = user.memberships.some((one) => one.organisationId === rotation.organisationId);
      const organisationId = organisationOf(user, kept ? rotation.organisationId : null);
      return pair({ userId: user.id, organisationId, sessionId: rotation.sessionId }, next.token);
    },
  };
}

function organisationOf(user: User, wanted: string | null): string {
  const membership =
    wanted === null
      ? user.memberships[0]
      : user.memberships.find((one) => one.organisationId === wanted);
  if (membership !== undefined) return membership.organisationId;
  throw new AiEtlError(
    'PERMISSION_DENIED',
    wanted === null
      ? 'Your account belongs to no organisation. Ask an administrator to add you.'
      : 'Your account does not belong to this organisation. Log in without organisation_id, or ask its administrator to add you.',
    { details: [{ field: 'organisation_id', error: 'no membership' }] },
  );
}

function endedLogin(): AiEtlError {
  return new AiEtlError('AUTHENTICATION_REQUIRED', 'This login has ended. Log in again.', {
    details: [{ field: 'refresh_token', error: 'used, revoked or expired' }],
  });
}
