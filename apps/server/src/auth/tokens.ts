import { createHash, randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { z } from 'zod';
import { AiEtlError, type Clock } from '@ai-etl/core';
import type { KeySource } from './key-source.ts';
import type { OpenIdFlow } from './openid-provider.ts';

export const accessTokenSeconds = 3600;
export const refreshTokenSeconds = 30 * 24 * 3600;

/** Makes and reads the JWTs of logins (HS256 with key ids, so that keys can be rotated). */
export interface Tokens {
  signAccess(login: Login): Promise<string>;
  /**
   * Throws AUTHENTICATION_REQUIRED. A verified token is remembered until it expires; whether its
   * session still stands, and what its user may, only the store knows (see callers.ts).
   */
  readAccess(token: string): Promise<Login>;
  signRefresh(userId: string): Promise<SignedRefresh>;
  /** The user's id; throws AUTHENTICATION_REQUIRED. Whether it was used or revoked only the store knows. */
  readRefresh(token: string): Promise<string>;
  /** For the cookie of a browser that is sent to an OpenID provider: good for ten minutes. */
  signOpenIdFlow(flow: OpenIdFlow): Promise<string>;
  /** Throws AUTHENTICATION_REQUIRED. */
  readOpenIdFlow(token: string): Promise<OpenIdFlow>;
}

/** What an access token says: who logged in, where, and by which session. */
export interface Login {
  readonly userId: string;
  readonly organisationId: string;
  readonly sessionId: string;
}

export interface SignedRefresh {
  readonly token: string;
  readonly expiresAt: string;
}

/** What the store keeps in place of a refresh token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

const issuer = 'ai-etl';
const accessAudience = 'ai-etl-api';
const refreshAudience = 'ai-etl-refresh';
const openIdAudience = 'ai-etl-openid';
const openIdSeconds = 600;

const AccessClaims = z.object({
  sub: z.string(),
  org: z.string(),
  sid: z.string(),
  exp: z.number(),
});

const OpenIdClaims = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string().nullable(),
});

/** Bounds the memory of verified tokens: about 1 kB each. */
const rememberedTokens = 2000;

export function makeTokens(source: KeySource, clock: Clock): Tokens {
  const remembered = new Map<string, { readonly login: Login; readonly expiresAtMs: number }>();
  /** With other keys, what was verified may no longer be. */
  let keysOfRemembered = source.current();

  const sign = (claims: JWTPayload, audience: string, seconds: number): Promise<string> => {
    const nowSeconds = Math.floor(clock.now() / 1000);
    const { activeId } = source.current();
    return new SignJWT(claims)
      .setProtectedHeader({ typ: 'JWT', alg: 'HS256', kid: activeId })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + seconds)
      .sign(keyOf(source, activeId));
  };
  const verify = async (token: string, audience: string): Promise<JWTPayload> => {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => keyOf(source, kid), {
        algorithms: ['HS256'],
        issuer,
        audience,
        currentDate: new Date(clock.now()),
      });
      return payload;
    } catch (error) {
      throw badToken(error instanceof errors.JWTExpired ? 'expired' : 'not valid');
    }
  };

  return {
    signAccess: ({ userId, organisationId, sessionId }) =>
      sign(
        { sub: userId, org: organisationId, sid: sessionId },
        accessAudience,
        accessTokenSeconds,
      ),

    readAccess: async (token) => {
      const keys = source.current();
      if (keys !== keysOfRemembered) remembered.clear();
      keysOfRemembered = keys;
      const known = remembered.get(token);
      if (known !== undefined && known.expiresAtMs > clock.now()) return known.login;
      remembered.delete(token);
      const claims = AccessClaims.safeParse(await verify(token, accessAudience));
      if (!claims.success) throw badToken('not valid');
      const { sub, org, sid, exp } = claims.data;
      const login: Login = { userId: sub, organisationId: org, sessionId: sid };
      forgetOldest(remembered);
      remembered.set(token, { login, expiresAtMs: exp * 1000 });
      return login;
    },

    signRefresh: async (userId) => ({
      token: await sign({ sub: userId, jti: randomUUID() }, refreshAudience, refreshTokenSeconds),
      expiresAt: new Date(clock.now() + refreshTokenSeconds * 1000).toISOString(),
    }),

    readRefresh: async (token) => {
      const { sub } = await verify(token, refreshAudience);
      if (sub === undefined) throw badToken('not valid');
      return sub;
    },

    signOpenIdFlow: (flow) => sign({ ...flow }, openIdAudience, openIdSeconds),

    readOpenIdFlow: async (token) => {
      const claims = OpenIdClaims.safeParse(await verify(token, openIdAudience).catch(() => null));
      if (claims.success) return claims.data;
      throw new AiEtlError(
        'AUTHENTICATION_REQUIRED',
        'This login was not begun in this browser, or more than ten minutes ago. Begin again with GET /api/v1/auth/oidc/start.',
        { details: [{ field: 'cookie', error: 'missing, changed or expired' }] },
      );
    },
  };
}

function keyOf(source: KeySource, kid: string | undefined): Uint8Array {
  const found =
    source.current().keys.find((one) => one.id === kid) ??
    source.lookAgain().keys.find((one) => one.id === kid);
  if (found === undefined) throw badToken('not valid');
  return found.key;
}

function forgetOldest(remembered: Map<string, unknown>): void {
  if (remembered.size < rememberedTokens) return;
  const oldest = remembered.keys().next();
  if (oldest.done !== true) remembered.delete(oldest.value);
}

function badToken(why: 'expired' | 'not valid'): AiEtlError {
  return new AiEtlError(
    'AUTHENTICATION_REQUIRED',
    `The token is ${why}. Log in again with POST /api/v1/auth/login.`,
    { details: [{ field: 'authorization', error: `token ${why}` }] },
  );
}
