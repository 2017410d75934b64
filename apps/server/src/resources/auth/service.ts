import { AiEtlError } from '@ai-etl/core';
import type { Identity, Scope } from '@ai-etl/store';
import type { AttemptGuard } from '../../auth/attempt-guard.ts';
import type { Callers } from '../../auth/callers.ts';
import type { Logins, TokenPair } from '../../auth/logins.ts';
import { requireGoodPassword } from '../../auth/password-rules.ts';
import type { Passwords } from '../../auth/passwords.ts';
import { higherRole, isAllowed, permissions } from '../../auth/permissions.ts';
import { personOf, type Principal } from '../../auth/principal.ts';
import { found } from '../../scope.ts';
import type { Me } from './contract.ts';

export interface AuthPorts {
  readonly identity: Pick<
    Identity,
    'findUserByEmail' | 'getUser' | 'listProjects' | 'endSession' | 'endSessions' | 'setPassword'
  >;
  readonly logins: Logins;
  readonly passwords: Passwords;
  readonly guard: AttemptGuard;
  readonly callers: Pick<Callers, 'forgetUser'>;
}

export interface AuthService {
  /** Throws AUTHENTICATION_REQUIRED, alike for an unknown account and a wrong password; RATE_LIMIT_EXCEEDED. */
  login(request: LoginRequest): Promise<TokenPair>;
  /** Throws AUTHENTICATION_REQUIRED. */
  refresh(token: string): Promise<TokenPair>;
  logout(caller: Principal): Promise<void>;
  me(caller: Principal): Promise<Me>;
  /** Throws VALIDATION_ERROR naming the password that is not good; RATE_LIMIT_EXCEEDED. */
  changePassword(caller: Principal, change: PasswordChange): Promise<void>;
}

export interface LoginRequest {
  readonly email: string;
  readonly password: string;
  readonly organisationId: string | null;
  readonly address: string;
  readonly userAgent: string;
}

export interface PasswordChange {
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly address: string;
}

export function makeAuthService(ports: AuthPorts): AuthService {
  const { identity, logins, passwords, guard, callers } = ports;
  return {
    login: async ({ email, password, organisationId, address, userAgent }) => {
      await guard.take({ email, address });
      const user = await identity.findUserByEmail(email);
      const matches = await passwords.match(password, user?.passwordHash ?? null);
      if (user === null || !matches || user.disabled) throw rejected();
      await guard.forgive({ email, address });
      const origin = { method: 'password', address, userAgent } as const;
      return logins.open({ user, origin, organisationId });
    },

    refresh: (token) => logins.continue(token),

    logout: async (caller) => {
      const { userId, sessionId } = personOf(caller);
      await identity.endSession(userId, sessionId);
      callers.forgetUser(userId);
    },

    me: (caller) => describeCaller(identity, caller),

    changePassword: async (caller, { oldPassword, newPassword, address }) => {
      const { userId, sessionId } = personOf(caller);
      const user = found(await identity.getUser(userId), 'user', userId);
      await guard.take({ email: user.email, address });
      const matches = await passwords.match(oldPassword, user.passwordHash);
      if (!matches) throw wrongOldPassword();
      await guard.forgive({ email: user.email, address });
      if (newPassword === oldPassword) throw sameAsOld();
      requireGoodPassword(newPassword, user.email, 'new_password');
      await identity.setPassword(userId, await passwords.hash(newPassword));
      await identity.endSessions(userId, sessionId);
      callers.forgetUser(userId);
    },
  };
}

async function describeCaller(
  identity: Pick<AuthPorts['identity'], 'getUser' | 'listProjects'>,
  caller: Principal,
): Promise<Me> {
  const { userId, organisationId, role, projectRoles = {}, scopes } = caller;
  const scope: Scope =
    role === null ? { organisationId, projectIds: Object.keys(projectRoles) } : { organisationId };
  const seesProjects = scopes === null || scopes.includes('projects:read');
  const [user, projects] = await Promise.all([
    identity.getUser(userId),
    seesProjects ? identity.listProjects(scope) : [],
  ]);
  const { id, email, emailVerified, createdAt, memberships } = found(user, 'user', userId);
  const own = memberships.map((one) => ({
    organisation_id: one.organisationId,
    name: one.organisationName,
    role: one.role,
  }));
  return {
    user: { user_id: id, email, email_verified: emailVerified, created_at: createdAt },
    organisation: {
      organisation_id: organisationId,
      name: own.find((one) => one.organisation_id === organisationId)?.name ?? '',
    },
    role,
    permissions: permissions.filter(
      (one) => isAllowed(role, one) && (scopes === null || scopes.includes(one)),
    ),
    // An API key is of one organisation, and tells nothing of its owner's others.
    memberships:
      caller.kind === 'user' ? own : own.filter((one) => one.organisation_id === organisationId),
    projects: projects.map((one) => ({
      project_id: one.id,
      name: one.name,
      is_default: one.isDefault,
      role: higherRole(role, projectRoles[one.id] ?? null),
    })),
    session_id: caller.sessionId,
    api_key_id: caller.apiKeyId,
  };
}

function rejected(): AiEtlError {
  return new AiEtlError('AUTHENTICATION_REQUIRED', 'The e-mail address or the password is wrong.', {
    details: [{ field: 'email', error: 'no account with this e-mail and password' }],
  });
}

function wrongOldPassword(): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'The old password is wrong.', {
    details: [{ field: 'old_password', error: 'is not your password' }],
  });
}

function sameAsOld(): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'The new password is the old one.', {
    details: [{ field: 'new_password', error: 'must differ from the old password' }],
  });
}
