import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { AiEtlError, type OutboundGuard } from '@ai-etl/core';
import { cancelledError } from '../../kit/cancelled.ts';
import type { Api } from '../settings.ts';
import { makeAuthorizer, type Authorizer } from './authorizer.ts';
import { requestFailure, statusFailure, type Failure } from './errors.ts';
import { exchange, type Answer, type Line } from './exchange.ts';
import { redirectOf } from './redirect.ts';
import { RequestPace } from './request-pace.ts';
import { pauseMs, retryAfterMs } from './retry-after.ts';

/** A request of the API, before it says who we are. */
export interface ApiRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  /** Sent as JSON. */
  readonly body?: unknown;
  /** For messages: `page 2`. */
  readonly what: string;
}

const mostRedirects = 5;

/**
 * Speaks with one API: paced, authorised, tried again within a time limit. Credentials and headers of the
 * connection go to the origin of `base_url` only, whatever a redirect says.
 */
export class ApiClient {
  readonly #api: Api;
  readonly #line: Line;
  readonly #pace: RequestPace;
  readonly #authorizer: Authorizer;

  constructor(api: Api, guard: OutboundGuard) {
    const agent = { keepAlive: true, maxSockets: 4 };
    const ca = api.certificateAuthority;
    this.#api = api;
    this.#line = {
      guard,
      http: new HttpAgent(agent),
      https: new HttpsAgent({ ...agent, ...(ca === undefined ? {} : { ca }) }),
    };
    this.#pace = new RequestPace(api.requestsPerSecond);
    this.#authorizer = makeAuthorizer(api.auth, (url, form, signal) =>
      this.#withRetries(
        {
          place: `POST ${shownUrl(url)}`,
          signal,
          answers: (status) => status < 500 && status !== 429,
        },
        (limited) =>
          exchange(
            {
              url,
              method: 'POST',
              headers: {
                accept: 'application/json',
                'content-type': 'application/x-www-form-urlencoded',
                ...form.headers,
              },
              body: form.body,
              maxBytes: 1024 * 1024,
              signal: limited,
            },
            this.#line,
          ),
      ),
    );
  }

  /** The answer of a request; throws what is wrong with it, when trying again did not help. */
  async send(request: ApiRequest, signal: AbortSignal): Promise<Answer> {
    const place = placeOf(request);
    const isAnswer = (status: number): boolean => status >= 200 && status < 300;
    return this.#withRetries({ place, signal, answers: isAnswer }, (limited) =>
      this.#follow(request, limited),
    );
  }

  close(): void {
    this.#line.http.destroy();
    this.#line.https.destroy();
  }

  async #follow(request: ApiRequest, signal: AbortSignal): Promise<Answer> {
    let { url } = request;
    let { method } = request;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      await this.#pace.turn(signal);
      const answer = await this.#sendOnce({ ...request, url, method }, signal);
      const next = redirectOf(answer, { url, method, place: placeOf(request) });
      if (next === undefined) return answer;
      ({ url, method } = next);
    }
    throw new AiEtlError(
      'QUERY_FAILED',
      `${placeOf(request)}: more than ${mostRedirects} redirects, one after the other.`,
    );
  }

  async #sendOnce({ url, method, body }: ApiRequest, signal: AbortSignal): Promise<Answer> {
    const target = new URL(url);
    const isOurs = target.origin === this.#api.baseUrl.origin;
    const headers = {
      accept: 'application/json',
      'user-agent': 'ai-etl',
      ...(isOurs ? this.#api.headers : {}),
      ...(isOurs ? await this.#authorizer.authorize(target, signal) : {}),
    };
    const text = method === 'POST' && isOurs ? JSON.stringify(body ?? {}) : undefined;
    const { maxPageBytes: maxBytes } = this.#api;
    return exchange(
      {
        url: target,
        method,
        headers: {
          ...headers,
          ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(text === undefined ? {} : { body: text }),
        maxBytes,
        signal,
      },
      this.#line,
    );
  }

  async #withRetries(
    {
      place,
      signal,
      answers,
    }: {
      readonly place: string;
      readonly signal: AbortSignal;
      readonly answers: (status: number) => boolean;
    },
    send: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const { retryMs } = this.#api;
    const startedMs = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      const tried = await this.#try({ place, signal, answers }, send);
      if ('answer' in tried) return tried.answer;
      const { error, again, waitMs } = tried.failure;
      if (!again) throw error;
      // At least as long as it asks for: some ask for no seconds, for ever.
      const pause = Math.max(waitMs ?? 0, pauseMs(attempt, Math.random()));
      const spentMs = performance.now() - startedMs;
      if (spentMs + pause > retryMs)
        throw exhausted(error, { retryMs, waitMs, tries: attempt + 1 });
      await pausing(pause, signal);
    }
  }

  async #try(
    options: {
      readonly place: string;
      readonly signal: AbortSignal;
      readonly answers: (status: number) => boolean;
      readonly isRenewed?: boolean;
    },
    send: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<{ readonly answer: Answer } | { readonly failure: Failure }> {
    const { place, signal, answers, isRenewed = false } = options;
    const { timeoutMs } = this.#api;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await send(AbortSignal.any([signal, timeout]));
      if (answers(answer.status)) return { answer };
      // Once: behind a redirect a token has always served before.
      if (answer.status === 401 && !isRenewed && this.#authorizer.renew()) {
        return this.#try({ ...options, isRenewed: true }, send);
      }
      const waitMs = retryAfterMs(answer.headers['retry-after'], Date.now());
      return { failure: statusFailure(answer.status, { place, waitMs }) };
    } catch (error) {
      if (signal.aborted) throw cancelledError(signal);
      return { failure: requestFailure(error, { place, timedOut: timeout.aborted, timeoutMs }) };
    }
  }
}

/** Without query: keys and cursors stand there. */
export function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function placeOf({ method, url, what }: ApiRequest): string {
  return `${method} ${shownUrl(url)} (${what})`;
}

function exhausted(
  error: AiEtlError,
  {
    retryMs,
    waitMs,
    tries,
  }: { readonly retryMs: number; readonly waitMs: number | undefined; readonly tries: number },
): AiEtlError {
  const asked = waitMs === undefined ? '' : ` It asks to wait ${Math.ceil(waitMs / 1000)} s.`;
  return new AiEtlError(
    error.code,
    `${error.message}${asked} ${tries} tries, no more within retry_seconds (${retryMs / 1000}).`,
    { retryable: true, cause: error },
  );
}

async function pausing(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch {
    throw cancelledError(signal);
  }
}
