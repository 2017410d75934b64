import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import { AiEtlError, invariant } from '@ai-etl/core';

/** A real OpenID provider on loopback, and a browser at it. */
export interface OpenIdPeer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whoever sits at the browser, by their subject. */
  readonly accounts: Map<string, OpenIdAccount>;
  /** Follows a login at the provider as `subject`; answers where it sends the browser in the end. */
  visit(startUrl: string, subject: string): Promise<URL>;
  close(): Promise<void>;
}

export interface OpenIdAccount {
  readonly email?: string;
  readonly email_verified?: boolean;
}

export async function startOpenIdPeer(redirectUri: string): Promise<OpenIdPeer> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  invariant(address !== null && typeof address !== 'string', 'listens on TCP');
  const issuer = `http://127.0.0.1:${address.port}`;
  const client = { clientId: 'ai-etl', clientSecret: randomBytes(32).toString('base64url') };
  const accounts = new Map<string, OpenIdAccount>();
  let atTheBrowser = '';

  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'peer' }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => Promise.resolve({ sub: accountId, ...accounts.get(accountId) }),
    }),
    // Everybody has agreed to tell us their address.
    loadExistingGrant: async ({ oidc }) => {
      const { client: asking, session } = oidc;
      if (asking === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({
        clientId: asking.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) {
      void answer(request, response);
      return;
    }
    // No form to fill in: whoever is at the browser logs in, or gives up.
    const outcome =
      atTheBrowser === ''
        ? { error: 'access_denied', error_description: 'gave up' }
        : { login: { accountId: atTheBrowser } };
    provider.interactionFinished(request, response, outcome).catch(() => response.destroy());
  });

  return {
    issuer,
    ...client,
    accounts,
    visit: async (startUrl, subject) => {
      atTheBrowser = subject;
      return followRedirects(startUrl, issuer);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** As a browser with cookies does, until a redirect leads away from the provider. */
async function followRedirects(startUrl: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(startUrl);
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const one of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (one.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) {
      throw new AiEtlError('INTERNAL_ERROR', `the provider stops at ${url.pathname}`);
    }
    url = new URL(location, url);
    if (url.origin !== issuer) return url;
  }
  throw new AiEtlError('INTERNAL_ERROR', 'the provider redirects for ever');
}
