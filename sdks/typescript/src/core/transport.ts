import type { Authentication } from './authentication.ts';
import { startDeadline } from './deadline.ts';
import {
  AIETLError,
  apiError,
  ConnectionError,
  retryAfterMs,
  TimeoutError,
  type APIError,
} from './errors.ts';
import { explainFetchFailure, readJson, readRefusal, refuseRedirect } from './response.ts';
import { randomKey } from './random-key.ts';
import { isTransient, pause, reasonOf, retryDelayMs, type RetryPolicy } from './retry.ts';
import { queryString } from './url.ts';

/** What every method of the SDK takes as its last argument. */
export interface RequestOptions {
  /** Stops waiting, whatever is going on; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** For each try; 0 means no limit. */
  readonly timeoutMs?: number | undefined;
  readonly maxRetries?: number | undefined;
  /** Of a POST that creates or runs something. The SDK makes one for each call by itself. */
  readonly idempotencyKey?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** One request of the API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v1, ids escaped. */
  readonly path: string;
  readonly query?: object | undefined;
  readonly body?: unknown;
  /**
   * What sending it twice does. `safe`: nothing (GET, PUT and DELETE are by themselves).
   * `keyed`: nothing, because it carries an Idempotency-Key. Absent for a POST: harm.
   */
  readonly repeat?: 'safe' | 'keyed';
  /** Overrides the client's; the caller's wins. */
  readonly timeoutMs?: number;
  /** False: sent without a token (login). */
  readonly authenticated?: boolean;
  readonly accept?: string;
}

export interface ApiResponse<Data> {
  readonly data: Data;
  readonly status: number;
  readonly headers: Headers;
}

export interface TransportOptions {
  /** Where the paths begin: https://api.ai-etl.com/api/v1. */
  readonly root: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  readonly headers: Readonly<Record<string, string>>;
  readonly random: () => number;
}

/** Sends requests: headers, time limits, tries, errors. Knows nothing of any resource. */
export class Transport {
  readonly #options: TransportOptions;
  #authentication: Authentication | null = null;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** Set once, by the client: logging in needs a transport too. */
  authenticateWith(authentication: Authentication): void {
    this.#authentication = authentication;
  }

  /**
   * Answers the JSON of a success. Throws the APIError of a refusal, ConnectionError,
   * TimeoutError, or the reason of the caller's signal.
   */
  async send<Data>(request: ApiRequest, options: RequestOptions = {}): Promise<ApiResponse<Data>> {
    return this.#repeat(request, options, async (response) => ({
      data: await readJson<Data>(response),
      status: response.status,
      headers: response.headers,
    }));
  }

  /** The same for an answer that is text: code, YAML, JSON lines. */
  async sendForText(
    request: ApiRequest,
    options: RequestOptions = {},
  ): Promise<ApiResponse<string>> {
    return this.#repeat(request, options, async (response) => ({
      data: await response.text(),
      status: response.status,
      headers: response.headers,
    }));
  }

  /** The address of a path, for somebody else to open. */
  urlOf(path: string, query: object): string {
    return `${this.#options.root}${path}${queryString(query)}`;
  }

  /** Opens an answer that goes on and on. One try; the signal ends it whenever it comes. */
  async open(request: ApiRequest, options: RequestOptions = {}): Promise<Response> {
    for (let renewed = false; ; renewed = true) {
      const token = await this.#token(request, options);
      const response = await this.#fetch(request, options, {
        token,
        signal: options.signal,
      }).catch((error: unknown) => {
        if (options.signal?.aborted === true) throw reasonOf(options.signal);
        throw asConnectionError(error, this.#options.root);
      });
      if (response.ok) return response;
      const error = apiError(await readRefusal(response));
      if (error.status !== 401 || renewed || !(await this.#renew(token))) throw error;
    }
  }

  async #repeat<Data>(
    request: ApiRequest,
    options: RequestOptions,
    read: (response: Response) => Promise<Data>,
  ): Promise<Data> {
    const { retry, random } = this.#options;
    const keyed = withKey(request, options);
    const maxRetries = options.maxRetries ?? retry.maxRetries;
    let renewed = false;
    for (let attempt = 0; ;) {
      const token = await this.#token(request, options);
      const outcome = await this.#try(request, keyed, { token, read });
      if (outcome.kind === 'answered') return outcome.data;
      const { error } = outcome;
      if (outcome.kind === 'refused' && outcome.error.status === 401 && !renewed) {
        renewed = true;
        if (await this.#renew(token)) continue;
        throw error;
      }
      const asked =
        outcome.kind === 'refused' ? retryAfterMs(outcome.error.headers, Date.now()) : null;
      const hopeful = attempt < maxRetries && mayRepeat(request, outcome);
      if (!hopeful || (asked ?? 0) > retry.longestRetryAfterMs) throw error;
      await pause(retryDelayMs(retry, { attempt, retryAfterMs: asked, random }), options.signal);
      attempt += 1;
    }
  }

  async #try<Data>(
    request: ApiRequest,
    options: RequestOptions,
    { token, read }: { token: string | null; read: (response: Response) => Promise<Data> },
  ): Promise<Outcome<Data>> {
    const timeoutMs = options.timeoutMs ?? request.timeoutMs ?? this.#options.timeoutMs;
    const deadline = startDeadline(timeoutMs, options.signal);
    try {
      const response = await this.#fetch(request, options, { token, signal: deadline.signal });
      if (response.ok) return { kind: 'answered', data: await read(response) };
      return { kind: 'refused', error: apiError(await readRefusal(response)) };
    } catch (error) {
      if (options.signal?.aborted === true) throw reasonOf(options.signal);
      if (deadline.timedOut()) {
        const what = `${request.method} ${request.path}`;
        return {
          kind: 'lost',
          error: new TimeoutError(`No answer to ${what} within ${timeoutMs} ms.`, { cause: error }),
        };
      }
      return { kind: 'lost', error: asConnectionError(error, this.#options.root) };
    } finally {
      deadline.clear();
    }
  }

  async #fetch(
    request: ApiRequest,
    options: RequestOptions,
    { token, signal }: { token: string | null; signal: AbortSignal | undefined },
  ): Promise<Response> {
    const { root, headers } = this.#options;
    const url = this.urlOf(request.path, request.query ?? {});
    const sent = new Headers({
      accept: request.accept ?? 'application/json',
      ...headers,
      ...options.headers,
    });
    if (token !== null) sent.set('authorization', `Bearer ${token}`);
    if (options.idempotencyKey !== undefined) sent.set('idempotency-key', options.idempotencyKey);
    const hasBody = request.body !== undefined;
    if (hasBody) sent.set('content-type', 'application/json');
    const send = this.#options.fetch;
    const response = await send(url, {
      method: request.method,
      headers: sent,
      // A redirect would turn a POST into a GET, and hand the body to somebody else.
      redirect: 'manual',
      ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
      ...(signal === undefined ? {} : { signal }),
    });
    refuseRedirect(response, root);
    return response;
  }

  async #token(request: ApiRequest, { signal }: RequestOptions): Promise<string | null> {
    if (signal?.aborted === true) throw reasonOf(signal);
    if (request.authenticated === false || this.#authentication === null) return null;
    return this.#authentication.token(signal);
  }

  async #renew(rejected: string | null): Promise<boolean> {
    if (rejected === null || this.#authentication === null) return false;
    return this.#authentication.renew(rejected);
  }
}

type Outcome<Data> =
  | { readonly kind: 'answered'; readonly data: Data }
  | { readonly kind: 'refused'; readonly error: APIError }
  | { readonly kind: 'lost'; readonly error: Error };

function withKey(request: ApiRequest, options: RequestOptions): RequestOptions {
  if (request.repeat !== 'keyed') return options;
  return { ...options, idempotencyKey: options.idempotencyKey ?? randomKey() };
}

/** Too many requests means it was not carried out; anything else may have been. */
function mayRepeat(request: ApiRequest, outcome: Exclude<Outcome<unknown>, { kind: 'answered' }>) {
  if (outcome.kind === 'refused' && outcome.error.status === 429) return true;
  // The first try with this key is still at work: its answer is to be had in a moment.
  if (outcome.kind === 'refused' && outcome.error.status === 409) {
    return request.repeat === 'keyed' && outcome.error.headers.has('retry-after');
  }
  const harmless =
    request.repeat !== undefined || (request.method !== 'POST' && request.method !== 'PATCH');
  if (!harmless) return false;
  return outcome.kind === 'refused'
    ? isTransient(outcome.error.status)
    : outcome.error instanceof ConnectionError;
}

function asConnectionError(error: unknown, root: string): Error {
  if (error instanceof AIETLError) return error;
  return new ConnectionError(explainFetchFailure(error, root), { cause: error });
}
