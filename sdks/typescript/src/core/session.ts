import type { Authentication } from './authentication.ts';
import type { Answer } from './contract.ts';
import { AuthenticationError } from './errors.ts';
import { reasonOf } from './retry.ts';
import type { Transport } from './transport.ts';

/** The tokens of one login. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly expiresAt: number;
}

/** Keeps tokens beyond this process: a file, a keychain. */
export interface TokenStore {
  load(): Promise<TokenSet | null>;
  /** null: the login has ended. */
  save(tokens: TokenSet | null): Promise<void>;
  /**
   * Runs `work` while no other process does: a refresh token works once, and showing a spent one
   * ends the whole login. Absent: only this process uses the store.
   */
  exclusively?<Result>(work: () => Promise<Result>): Promise<Result>;
}

export interface Login {
  readonly email: string;
  readonly password: string;
}

/** Renewed this long before it ends, so that no request is sent with a token about to expire. */
const leewayMs = 30_000;

/**
 * A login whose access token is renewed by itself. Many requests at once cause one renewal; with
 * an e-mail and password at hand, a login that has ended is begun anew.
 */
export class Session implements Authentication {
  readonly #transport: Transport;
  readonly #login: Login | null;
  readonly #store: TokenStore | null;
  #tokens: TokenSet | null = null;
  #loaded = false;
  #renewal: Promise<TokenSet | null> | null = null;

  constructor(
    transport: Transport,
    { login, store }: { readonly login: Login | null; readonly store: TokenStore | null },
  ) {
    this.#transport = transport;
    this.#login = login;
    this.#store = store;
  }

  async token(signal: AbortSignal | undefined): Promise<string | null> {
    if (!this.#loaded) {
      this.#tokens ??= (await this.#store?.load()) ?? null;
      this.#loaded = true;
    }
    const tokens = this.#tokens;
    if (tokens !== null && tokens.expiresAt - leewayMs > Date.now()) return tokens.accessToken;
    if (tokens === null && this.#login === null) return null;
    const renewed = await unlessAborted(this.#renewOnce(tokens), signal);
    return renewed?.accessToken ?? null;
  }

  async renew(rejected: string): Promise<boolean> {
    const tokens = this.#tokens;
    if (tokens !== null && tokens.accessToken !== rejected) return true;
    return (await this.#renewOnce(tokens)) !== null;
  }

  /** The tokens at the moment; null: logged out. */
  get tokens(): TokenSet | null {
    return this.#tokens;
  }

  /** Takes the tokens of a login; null: forgets them. */
  async keep(tokens: TokenSet | null): Promise<void> {
    this.#tokens = tokens;
    this.#loaded = true;
    await this.#store?.save(tokens);
  }

  /** Single flight: who comes while one renewal is under way gets its result. */
  #renewOnce(spent: TokenSet | null): Promise<TokenSet | null> {
    this.#renewal ??= this.#exclusively(() => this.#renew(spent)).finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #renew(spent: TokenSet | null): Promise<TokenSet | null> {
    const stored = (await this.#store?.load()) ?? null;
    if (stored !== null && stored.refreshToken !== spent?.refreshToken) {
      // Another process was faster.
      this.#tokens = stored;
      return stored;
    }
    const renewed = (await this.#refresh(spent)) ?? (await this.#logIn());
    await this.keep(renewed);
    return renewed;
  }

  /** null: this login has ended. */
  async #refresh(spent: TokenSet | null): Promise<TokenSet | null> {
    if (spent === null) return null;
    try {
      const { data } = await this.#transport.send<Answer<'refresh'>>({
        method: 'POST',
        path: '/auth/refresh',
        body: { refresh_token: spent.refreshToken },
        authenticated: false,
      });
      return tokenSetOf(data);
    } catch (error) {
      if (error instanceof AuthenticationError) return null;
      throw error;
    }
  }

  async #logIn(): Promise<TokenSet | null> {
    return this.#login === null ? null : requestLogin(this.#transport, this.#login);
  }

  #exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#store?.exclusively === undefined ? work() : this.#store.exclusively(work);
  }
}

/** Asks for tokens. Throws AuthenticationError alike for an unknown account and a wrong password. */
export async function requestLogin(
  transport: Transport,
  login: Login,
  signal?: AbortSignal,
): Promise<TokenSet> {
  const { data } = await transport.send<Answer<'login'>>(
    { method: 'POST', path: '/auth/login', body: login, repeat: 'safe', authenticated: false },
    { signal },
  );
  return tokenSetOf(data);
}

/** The pair of an answer, with the time it ends at. */
export function tokenSetOf(pair: Answer<'login'>): TokenSet {
  return {
    accessToken: pair.access_token,
    refreshToken: pair.refresh_token,
    expiresAt: Date.now() + pair.expires_in * 1000,
  };
}

/** The renewal goes on for the others; only this caller stops waiting. */
function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(reasonOf(signal));
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
