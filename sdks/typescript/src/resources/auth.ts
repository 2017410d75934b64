import type { RequestOptions, Transport } from '../core/transport.ts';
import { requestLogin, type Login, type Session, type TokenSet } from '../core/session.ts';

/** Logging in and out. With an API key none of it is needed. */
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
}
