import { AiEtlError } from '@ai-etl/core';
import { z } from 'zod';
import type { Auth } from '../settings.ts';
import type { Answer } from './exchange.ts';

/** Puts who we are into a request, and nowhere else. */
export interface Authorizer {
  /** Headers to add; changes the query of `url` where the key belongs there. */
  authorize(url: URL, signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** Forgets what was refused. True when another try with something new makes sense. */
  renew(): boolean;
}

/** Sends a form to the token endpoint, with retries. */
export type PostForm = (
  url: URL,
  form: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  signal: AbortSignal,
) => Promise<Answer>;

export function makeAuthorizer(auth: Auth, postForm: PostForm): Authorizer {
  switch (auth.kind) {
    case 'none':
      return fixed(() => ({}));
    case 'bearer':
      return fixed(() => ({ authorization: `Bearer ${auth.token}` }));
    case 'basic':
      return fixed(() => ({ authorization: basic(auth.user, auth.password) }));
    case 'api_key':
      return fixed((url) => {
        if (auth.in === 'header') return { [auth.name]: auth.key };
        url.searchParams.set(auth.name, auth.key);
        return {};
      });
    case 'oauth2':
      return new ClientCredentials(auth, postForm);
  }
}

function fixed(headers: (url: URL) => Readonly<Record<string, string>>): Authorizer {
  return { authorize: async (url) => headers(url), renew: () => false };
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

const Token = z.object({
  access_token: z.string().min(1).max(100_000),
  token_type: z.string().optional(),
  expires_in: z.coerce.number().positive().optional(),
});

/** A token is fetched again this long before its end, one that lives shortly after most of its life. */
const reserveSeconds = 30;

type OAuth = Auth & { readonly kind: 'oauth2' };

interface IssuedToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** OAuth 2.0 client credentials (RFC 6749, 4.4): one token for all requests, fetched again in time. */
class ClientCredentials implements Authorizer {
  readonly #auth: OAuth;
  readonly #postForm: PostForm;
  #current: Promise<IssuedToken> | undefined;
  #hasServed = false;

  constructor(auth: OAuth, postForm: PostForm) {
    this.#auth = auth;
    this.#postForm = postForm;
  }

  async authorize(_url: URL, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const known = await this.#current?.catch(() => undefined);
    if (known !== undefined && performance.now() < known.expiresAtMs) {
      this.#hasServed = true;
      return { authorization: `Bearer ${known.token}` };
    }
    this.#hasServed = false;
    this.#current = this.#fetch(signal);
    return { authorization: `Bearer ${(await this.#current).token}` };
  }

  renew(): boolean {
    // One that was refused as soon as it was given would be refused again.
    const hasServed = this.#hasServed;
    this.#current = undefined;
    return hasServed;
  }

  async #fetch(signal: AbortSignal): Promise<IssuedToken> {
    const { tokenUrl, clientId, clientSecret, scope } = this.#auth;
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    if (scope !== '') form.set('scope', scope);
    const place = `the token endpoint ${tokenUrl.origin}${tokenUrl.pathname}`;
    const post = (body: URLSearchParams, headers: Readonly<Record<string, string>>) =>
      this.#postForm(tokenUrl, { headers, body: String(body) }, signal);
    let answer = await post(form, {
      authorization: basic(encodeURIComponent(clientId), encodeURIComponent(clientSecret)),
    });
    if (answer.status === 400 || answer.status === 401) {
      // Some servers read the client from the form only.
      const whole = new URLSearchParams(form);
      whole.set('client_id', clientId);
      whole.set('client_secret', clientSecret);
      answer = await post(whole, {});
    }
    if (answer.status < 200 || answer.status >= 300) {
      throw new AiEtlError(
        'CREDENTIALS_REJECTED',
        `${place} answers ${answer.status}: no token is given. Check user, password, scope and token_url.`,
      );
    }
    const parsed = Token.safeParse(jsonOf(answer.body));
    if (!parsed.success || !/^(bearer)?$/i.test(parsed.data.token_type ?? '')) {
      throw new AiEtlError(
        'CREDENTIALS_REJECTED',
        `${place} answers ${answer.status}, but no bearer token in JSON. Check token_url.`,
      );
    }
    const { access_token: token, expires_in: seconds = Infinity } = parsed.data;
    const life = Math.max(seconds - reserveSeconds, seconds * 0.8);
    return { token, expiresAtMs: performance.now() + life * 1000 };
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
