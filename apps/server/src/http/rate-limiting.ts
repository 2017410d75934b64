import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AiEtlError } from '@ai-etl/core';
import type { Allowance, Caller, RateLimiter } from '../limits/rate-limiter.ts';
import { apiPrefix } from './api-prefix.ts';
import type { TokenReader } from './authorisation.ts';
import { routePathOf } from './cors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** On whom the request counts, also when it is refused; null: on an address. */
    organisationId: string | null;
  }
}

export interface LimitPorts {
  readonly limiter: RateLimiter;
  readonly readToken: TokenReader;
}

/**
 * Counts every request below /api/v1, answered or refused for whatever reason, and says so in its
 * headers: on the caller's organisation, or on the address of whoever shows no valid token. So it
 * comes before the authorisation and reads the token by itself; a valid one is remembered.
 */
export function limitRequests(app: FastifyInstance, { limiter, readToken }: LimitPorts): void {
  app.decorateRequest('organisationId', null);
  app.addHook('onRequest', async (request, reply) => {
    // By the route that was found: `/%61pi/v1/…` leads there too.
    if (!isLimited(routePathOf(request))) return;
    const caller = {
      organisationId: await organisationOf(request, readToken),
      address: request.ip,
    };
    request.organisationId = caller.organisationId;
    const allowance = await limiter(caller);
    if (allowance === null) return;
    reply.headers(rateLimitHeaders(allowance));
    if (!allowance.allowed) throw tooManyRequests(caller, allowance);
  });
}

/** Null where nobody is asked who they are, or the token is no good: the authorisation says why. */
async function organisationOf(
  request: FastifyRequest,
  readToken: TokenReader,
): Promise<string | null> {
  if (request.is404 || request.routeOptions.config.permission === 'public') return null;
  const token = presentedToken(request);
  if (token === undefined) return null;
  try {
    return (await readToken(token)).organisationId;
  } catch (error) {
    if (error instanceof AiEtlError && error.status === 401) return null;
    throw error;
  }
}

function presentedToken({ headers }: FastifyRequest): string | undefined {
  const apiKey = headers['x-api-key'];
  if (typeof apiKey === 'string') return apiKey;
  return /^Bearer +([^\s]+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** The same for a request whose URL is so broken that it has no route: null when it is not limited. */
export async function countWithoutRoute(
  limiter: RateLimiter,
  request: FastifyRequest,
): Promise<{ headers: RateLimitHeaders; refusal: AiEtlError | null } | null> {
  if (!isLimited(request.url)) return null;
  const caller = { organisationId: null, address: request.ip };
  const allowance = await limiter(caller);
  if (allowance === null) return null;
  return {
    headers: rateLimitHeaders(allowance),
    refusal: allowance.allowed ? null : tooManyRequests(caller, allowance),
  };
}

export type RateLimitHeaders = Readonly<Record<string, number>>;

function rateLimitHeaders({ limit, remaining, resetAt }: Allowance): RateLimitHeaders {
  return {
    'x-ratelimit-limit': limit,
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-reset': resetAt,
  };
}

function isLimited(url: string): boolean {
  return url.startsWith(apiPrefix) && /^[/?]|^$/.test(url.slice(apiPrefix.length));
}

function tooManyRequests(caller: Caller, { limit, retryAfter }: Allowance): AiEtlError {
  const who = caller.organisationId === null ? 'this address' : 'your organisation';
  const seconds = retryAfter === 1 ? '1 second' : `${retryAfter} seconds`;
  return new AiEtlError(
    'RATE_LIMIT_EXCEEDED',
    `Too many requests: ${who} may send ${limit} an hour, and only few at once. Try again in ${seconds}.`,
    { details: [{ field: 'retry_after', error: String(retryAfter) }] },
  );
}
