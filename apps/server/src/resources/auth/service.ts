import { randomUUID } from 'node:crypto';
import { AiEtlError } from '@ai-etl/core';
import type { Identity, User } from '@ai-etl/store';
import type { LoginGuard } from '../../auth/login-guard.ts';
import { passwordMatches } from '../../auth/passwords.ts';
import { accessTokenSeconds, hashToken, type Tokens } from '../../auth/tokens.ts';
import type { TokenPair } from './contract.ts';

export interface AuthPorts {
  readonly identity: Pick<
    Identity,
    'findUserByEmail' | 'getUser' | 'saveRefreshToken' | 'rotateRefreshToken'
  >;
  readonly tokens: Tokens;
  readonly guard: LoginGuard;
}

export interface AuthService {
  /** Throws AUTHENTICATION_REQUIRED, alike for an unknown account and a wrong password; RATE_LIMIT_EXCEEDED. */
  login(request: LoginRequest): Promise<TokenPair>;
  /** Throws AUTHENTICATION_REQUIRED. */
  refresh(token: string): Promise<TokenPair>;
}

export interface LoginRequest {
  readonly email: string;
  readonly password: string;
  /** The caller's address. */
  readonly from: string;
}

export function makeAuthService({ identity, tokens, guard }: AuthPorts): AuthService {
  const pairFor = async (user: User, refreshToken: string): Promise<TokenPair> => ({
    access_token: await tokens.signAccess(principalFor(user)),
    refresh_token: refreshToken,
    token_type: 'bearer',
    expires_in: accessTokenSeconds,
  });
  return {
    login: async ({ email, password, from }) => {
      const waitMs = guard.take(email, from);
      if (waitMs > 0) throw tooManyTries(waitMs);
      const user = await identity.findUserByEmail(email);
      const matches = await passwordMatches(password, user?.passwordHash ?? null);
      if (user === null || !matches || user.disabled) throw rejected();
      guard.forgive(email, from);
      const { token, expiresAt } = await tokens.signRefresh(user.id);
      const pair = await pairFor(user, token);
      await identity.saveRefreshToken({
        tokenHash: hashToken(token),
        userId: user.id,
        family: randomUUID(),
        expiresAt,
      });
      return pair;
    },

    refresh: async (presented) => {
      const userId = await tokens.readRefresh(presented);
      const next = await tokens.signRefresh(userId);
      const rotation = await identity.rotateRefreshToken({
        tokenHash: hashToken(presented),
        nextTokenHash: hashToken(next.token),
        nextExpiresAt: next.expiresAt,
      });
      if (rotation.outcome !== 'rotated') throw expiredLogin();
      const user = await identity.getUser(rotation.userId);
      if (user === null || user.disabled) throw expiredLogin();
      return pairFor(user, next.token);
    },
  };
}

/** The first organisation of a user; choosing between several comes with organisations' own routes. */
function principalFor(user: User) {
  const membership = user.memberships[0];
  if (membership === undefined) {
    throw new AiEtlError(
      'PERMISSION_DENIED',
      'Your account belongs to no organisation. Ask an administrator to add you.',
    );
  }
  return {
    userId: user.id,
    organisationId: membership.organisationId,
    role: membership.role,
  };
}

function rejected(): AiEtlError {
  return new AiEtlError('AUTHENTICATION_REQUIRED', 'The e-mail address or the password is wrong.', {
    details: [{ field: 'email', error: 'no account with this e-mail and password' }],
  });
}

function expiredLogin(): AiEtlError {
  return new AiEtlError('AUTHENTICATION_REQUIRED', 'This login has ended. Log in again.', {
    details: [{ field: 'refresh_token', error: 'used, revoked or expired' }],
  });
}

function tooManyTries(waitMs: number): AiEtlError {
  const seconds = Math.ceil(waitMs / 1000);
  return new AiEtlError(
    'RATE_LIMIT_EXCEEDED',
    `Too many failed logins. Try again in ${seconds} seconds.`,
    { details: [{ field: 'retry_after', error: String(seconds) }] },
  );
}
