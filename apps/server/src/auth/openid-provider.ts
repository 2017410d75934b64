import * as client from 'openid-client';
import { AiEtlError, type Clock } from '@ai-etl/core';
import type { OpenIdSettings } from '../config.ts';

/** What the browser has to bring back from the provider: kept in a signed cookie. */
export interface OpenIdFlow {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Where on this server to go afterwards; null: nowhere, the tokens are the answer. */
  readonly returnTo: string | null;
}

/** Whom the provider vouches for. */
export interface OpenIdPerson {
  readonly issuer: string;
  readonly subject: string;
  /** Lower case; null unless the provider says that it is verified. */
  readonly verifiedEmail: string | null;
}

/** One OpenID provider: the authorization code flow with PKCE. */
export interface OpenIdProvider {
  /** Begins a login. Throws SERVICE_UNAVAILABLE when the provider cannot be reached. */
  begin(returnTo: string | null): Promise<{ readonly url: URL; readonly flow: OpenIdFlow }>;
  /** Ends it with the URL that the provider sent the browser to. Throws AUTHENTICATION_REQUIRED, SERVICE_UNAVAILABLE. */
  complete(callbackUrl: URL, flow: OpenIdFlow): Promise<OpenIdPerson>;
}

export interface OpenIdProviderOptions {
  readonly settings: OpenIdSettings;
  /** `…/api/v1/auth/oidc/callback`, as registered at the provider. */
  readonly redirectUri: string;
  readonly clock: Pick<Clock, 'now'>;
}

const timeoutSeconds = 10;
/** The provider's addresses and keys may change. */
const configurationMemoryMs = 3_600_000;

export function makeOpenIdProvider(options: OpenIdProviderOptions): OpenIdProvider {
  const { settings, redirectUri, clock } = options;
  const { issuer, clientId, clientSecret } = settings;
  let known: { readonly read: Promise<client.Configuration>; readonly atMs: number } | undefined;

  const configuration = async (): Promise<client.Configuration> => {
    if (known === undefined || clock.now() - known.atMs > configurationMemoryMs) {
      const server = new URL(issuer);
      const insecure = server.protocol === 'http:' ? [client.allowInsecureRequests] : [];
      const read = client.discovery(server, clientId, clientSecret, undefined, {
        execute: insecure,
        timeout: timeoutSeconds,
      });
      known = { read, atMs: clock.now() };
    }
    try {
      return await known.read;
    } catch (error) {
      known = undefined;
      throw unreachable(error);
    }
  };

  return {
    begin: async (returnTo) => {
      const config = await configuration();
      const flow: OpenIdFlow = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        codeVerifier: client.randomPKCECodeVerifier(),
        returnTo,
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(flow.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url, flow };
    },

    complete: async (callbackUrl, { state, nonce, codeVerifier }) => {
      const config = await configuration();
      try {
        const tokens = await client.authorizationCodeGrant(config, callbackUrl, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw refused('sent no id token');
        const said =
          claims['email'] === undefined
            ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
            : claims;
        const { email } = said;
        const verified = said['email_verified'] === true && typeof email === 'string';
        return {
          issuer: claims.iss,
          subject: claims.sub,
          verifiedEmail: verified ? email.trim().toLowerCase() : null,
        };
      } catch (error) {
        throw translated(error);
      }
    },
  };
}

function translated(error: unknown): unknown {
  if (error instanceof AiEtlError) return error;
  // What the provider answered: its words are its own, its code is from a short list.
  if (
    error instanceof client.AuthorizationResponseError ||
    error instanceof client.ResponseBodyError
  ) {
    return refused(`answered ${error.error.replace(/[^\w.-]/g, '').slice(0, 60)}`, error);
  }
  if (!(error instanceof client.ClientError)) return unreachable(error);
  const unreached = error.cause instanceof TypeError || error.code === 'OAUTH_TIMEOUT';
  return unreached ? unreachable(error) : refused('sent something that does not fit', error);
}

function refused(why: string, cause?: unknown): AiEtlError {
  return new AiEtlError(
    'AUTHENTICATION_REQUIRED',
    `The login at your identity provider did not succeed: it ${why}. Begin again with GET /api/v1/auth/oidc/start.`,
    { details: [{ field: 'code', error: `the provider ${why}` }], cause },
  );
}

function unreachable(cause: unknown): AiEtlError {
  return new AiEtlError(
    'SERVICE_UNAVAILABLE',
    'The identity provider cannot be reached. Try again; whoever runs this server checks AI_ETL_OIDC_ISSUER.',
    { cause },
  );
}
