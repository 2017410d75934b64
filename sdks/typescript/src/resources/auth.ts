import type { Answer, Body, Item, Query } from '../core/contract.ts';
import { call, list } from '../core/call.ts';
import type { List } from '../core/list.ts';
import {
  requestLogin,
  tokenSetOf,
  type Login,
  type Session,
  type TokenSet,
} from '../core/session.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';

export type Me = Answer<'getMe'>;
export type LoginMethods = Answer<'getLoginMethods'>;
export type LoginSession = Item<'listSessions'>;
export type ChangePasswordRequest = Body<'changePassword'>;

/** Logging in and out, and who one is. */
export class Auth {
  readonly #transport: Transport;
  readonly #session: Session | null;

  constructor(transport: Transport, session: Session | null) {
    this.#transport = transport;
    this.#session = session;
  }

  /** Obtains tokens; unless the client has an API key, it uses them from now on. */
  async login(login: Login, options: RequestOptions = {}): Promise<TokenSet> {
    const tokens = await requestLogin(this.#transport, login, options.signal);
    await this.#session?.keep(tokens);
    return tokens;
  }

  /** How one can log in to this server: with a password, with an identity provider. */
  methods(options?: RequestOptions): Promise<LoginMethods> {
    return call<'getLoginMethods'>(
      this.#transport,
      { method: 'GET', path: '/auth/methods', authenticated: false },
      options,
    );
  }

  /** Where a browser begins to log in with the identity provider; see `exchangeLoginCode`. */
  openIdUrl(query: Query<'startOpenIdLogin'> = {}): string {
    return this.#transport.urlOf('/auth/oidc/start', query);
  }

  /** Turns the code that the identity provider's login ended with into tokens, and uses them. */
  async exchangeLoginCode(loginCode: string, options?: RequestOptions): Promise<TokenSet> {
    const pair = await call<'exchangeLoginCode'>(
      this.#transport,
      {
        method: 'POST',
        path: '/auth/oidc/token',
        body: { login_code: loginCode },
        authenticated: false,
      },
      options,
    );
    const tokens = tokenSetOf(pair);
    await this.#session?.keep(tokens);
    return tokens;
  }

  /** Ends this login on the server, and forgets its tokens whether or not that succeeds. */
  async logout(options?: RequestOptions): Promise<void> {
    try {
      await this.#transport.send({ method: 'POST', path: '/auth/logout', repeat: 'safe' }, options);
    } finally {
      await this.#session?.keep(null);
    }
  }

  /** Who is calling, and what they may do. */
  me(options?: RequestOptions): Promise<Me> {
    return call<'getMe'>(this.#transport, { method: 'GET', path: '/auth/me' }, options);
  }

  /** Goes on in another organisation of the caller; the client uses the tokens from now on. */
  async switchOrganisation(organisationId: string, options?: RequestOptions): Promise<TokenSet> {
    const pair = await call<'switchOrganisation'>(
      this.#transport,
      {
        method: 'POST',
        path: '/auth/switch-organisation',
        body: { organisation_id: organisationId },
      },
      options,
    );
    const tokens = tokenSetOf(pair);
    await this.#session?.keep(tokens);
    return tokens;
  }

  /** Ends all other logins of the caller. */
  async changePassword(request: ChangePasswordRequest, options?: RequestOptions): Promise<void> {
    await this.#transport.send(
      { method: 'POST', path: '/auth/change-password', body: request },
      options,
    );
  }

  /** The caller's logins. */
  sessions(query: Query<'listSessions'> = {}, options?: RequestOptions): List<LoginSession> {
    return list<'listSessions'>(this.#transport, { path: '/auth/sessions', query }, options);
  }

  async endSession(sessionId: string, options?: RequestOptions): Promise<void> {
    await this.#transport.send(
      { method: 'DELETE', path: path`/auth/sessions/${sessionId}` },
      options,
    );
  }

  /** Sends a letter, if there is such an account and the server can send any. Needs no login. */
  requestPasswordReset(email: string, options?: RequestOptions): Promise<void> {
    return this.#tell('/auth/password-reset', { email }, options);
  }

  /** With the token of the letter. Needs no login. */
  confirmPasswordReset(
    request: Body<'confirmPasswordReset'>,
    options?: RequestOptions,
  ): Promise<void> {
    return this.#tell('/auth/password-reset:confirm', request, options);
  }

  /** Sends a letter to the caller. */
  requestEmailVerification(options?: RequestOptions): Promise<void> {
    return this.#tell('/auth/verify-email', undefined, options);
  }

  /** With the token of the letter. Needs no login. */
  confirmEmailVerification(token: string, options?: RequestOptions): Promise<void> {
    return this.#tell('/auth/verify-email:confirm', { token }, options);
  }

  async #tell(at: string, body: object | undefined, options?: RequestOptions): Promise<void> {
    await this.#transport.send({ method: 'POST', path: at, body }, options);
  }
}
