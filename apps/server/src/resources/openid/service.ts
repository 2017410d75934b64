import { AiEtlError, type Clock } from '@ai-etl/core';
import type { Identity, User } from '@ai-etl/store';
import type { Logins, TokenPair } from '../../auth/logins.ts';
import { newOneTimeToken } from '../../auth/one-time-token.ts';
import type { OpenIdFlow, OpenIdPerson, OpenIdProvider } from '../../auth/openid-provider.ts';
import type { Role } from '../../auth/permissions.ts';
import { hashToken } from '../../auth/tokens.ts';

export interface OpenIdPorts {
  readonly identity: Pick<
    Identity,
    | 'findUserByEmail'
    | 'findUserByIdentity'
    | 'getUser'
    | 'linkIdentity'
    | 'provisionUser'
    | 'saveOneTimeToken'
    | 'useOneTimeToken'
  >;
  readonly provider: OpenIdProvider;
  readonly newUserRole: Role | null;
  readonly logins: Pick<Logins, 'open'>;
  readonly clock: Clock;
}

export interface Browser {
  readonly address: string;
  readonly userAgent: string;
}

export interface OpenIdService {
  begin(returnTo: string | null): Promise<{ readonly url: URL; readonly flow: OpenIdFlow }>;
  /** Throws AUTHENTICATION_REQUIRED, and PERMISSION_DENIED for somebody who may not in. */
  complete(callbackUrl: URL, flow: OpenIdFlow, browser: Browser): Promise<OpenIdAnswer>;
  /** Throws VALIDATION_ERROR. */
  exchange(loginCode: string, browser: Browser): Promise<TokenPair>;
}

/** A login code for a page of ours, or the tokens themselves. */
export type OpenIdAnswer =
  | { readonly kind: 'code'; readonly returnTo: string; readonly loginCode: string }
  | { readonly kind: 'tokens'; readonly tokens: TokenPair };

const loginCodeMs = 60_000;

export function makeOpenIdService(ports: OpenIdPorts): OpenIdService {
  const { identity, provider, logins, clock } = ports;
  const open = (user: User, browser: Browser): Promise<TokenPair> =>
    logins.open({ user, origin: { method: 'openid', ...browser }, organisationId: null });
  return {
    begin: (returnTo) => provider.begin(returnTo),

    complete: async (callbackUrl, flow, browser) => {
      const user = await userFor(ports, await provider.complete(callbackUrl, flow));
      if (flow.returnTo === null) return { kind: 'tokens', tokens: await open(user, browser) };
      const { token, tokenHash } = newOneTimeToken();
      await identity.saveOneTimeToken({
        tokenHash,
        userId: user.id,
        purpose: 'login',
        email: user.email,
        expiresAt: new Date(clock.now() + loginCodeMs).toISOString(),
      });
      return { kind: 'code', returnTo: flow.returnTo, loginCode: token };
    },

    exchange: async (loginCode, browser) => {
      const userId = await identity.useOneTimeToken('login', hashToken(loginCode));
      const user = userId === null ? null : await identity.getUser(userId);
      if (user === null || user.disabled) throw badCode();
      return open(user, browser);
    },
  };
}

/** By the account at the provider; else by the address that the provider has verified; else a new user. */
async function userFor(
  { identity, newUserRole }: Pick<OpenIdPorts, 'identity' | 'newUserRole'>,
  { issuer, subject, verifiedEmail }: OpenIdPerson,
): Promise<User> {
  const account = { issuer, subject };
  const linkedId = await identity.findUserByIdentity(account);
  let user = linkedId === null ? null : await identity.getUser(linkedId);
  if (user === null) {
    if (verifiedEmail === null) throw unverified();
    user = await identity.findUserByEmail(verifiedEmail);
    if (user !== null && !user.disabled) await identity.linkIdentity(user.id, account);
  }
  if (user === null && verifiedEmail !== null && newUserRole !== null) {
    const request = { ...account, email: verifiedEmail, role: newUserRole };
    user = await identity.getUser(await identity.provisionUser(request));
  }
  if (user === null) throw unknown();
  if (user.disabled) throw disabled();
  return user;
}

function unverified(): AiEtlError {
  return denied(
    'Your identity provider does not vouch for an e-mail address of yours. Verify it there, then log in again.',
    'no verified e-mail address',
  );
}

function unknown(): AiEtlError {
  return denied(
    'Nobody here has your e-mail address. Ask an administrator to invite you.',
    'unknown here',
  );
}

function disabled(): AiEtlError {
  return denied('Your account is disabled. Ask an administrator.', 'disabled');
}

function denied(message: string, error: string): AiEtlError {
  return new AiEtlError('PERMISSION_DENIED', message, { details: [{ field: 'account', error }] });
}

function badCode(): AiEtlError {
  return new AiEtlError(
    'VALIDATION_ERROR',
    'This login code is not valid: unknown, used or older than a minute. Log in again.',
    { details: [{ field: 'login_code', error: 'unknown, used or expired' }] },
  );
}
