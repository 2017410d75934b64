import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { apiPrefix } from './api-prefix.ts';
import { idempotencyKeyHeader, idempotencyReplayedHeader } from './idempotency.ts';

/** What a page may read of an answer besides its body. */
const exposedHeaders = [
  'X-Request-Id',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'Retry-After',
  'X-Total-Count',
  'X-Page',
  'X-Per-Page',
  'X-Next-Cursor',
  'Link',
  'Allow',
  idempotencyReplayedHeader,
];

const allowedHeaders = [
  'Authorization',
  'Content-Type',
  'X-API-Key',
  idempotencyKeyHeader,
  'Last-Event-ID',
  'traceparent',
  'tracestate',
];

/** No cookie ever counts here, so `credentials` stays off: a page has to bring its own token. */
const forListedPages: FastifyCorsOptions = {
  origin: true,
  credentials: false,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders,
  exposedHeaders,
  maxAge: 600,
};

/**
 * Lets pages of the origins listed call the API; to all others it says nothing, so that their
 * browsers refuse. A preflight is answered here, before it is counted or asked for a token: so this
 * comes before those hooks, and before whatever remembers which paths exist.
 */
export async function shareWithOrigins(
  app: FastifyInstance,
  origins: readonly string[],
): Promise<void> {
  if (origins.length === 0) return;
  const listed = new Set(origins);
  app.addHook('onRoute', (route) => {
    // The library's own, that lets a preflight of any path through to its hook.
    if (isPreflightRoute(route.url)) route.config = { ...route.config, permission: 'public' };
  });
  await app.register(cors, {
    delegator: (request, callback) => {
      const { origin, 'access-control-request-method': asked } = request.headers;
      if (origin === undefined || !listed.has(origin) || !isShared(request.url)) {
        callback(null, { origin: false });
        return;
      }
      // OPTIONS that is no preflight goes on, to be answered like any other unknown method.
      callback(null, { ...forListedPages, preflight: asked !== undefined });
    },
  });
}

/** The path a request is counted by: its route's, save where that stands for every path. */
export function routePathOf({ routeOptions, url }: FastifyRequest): string {
  return routeOptions.url === undefined || isPreflightRoute(routeOptions.url)
    ? url
    : routeOptions.url;
}

function isPreflightRoute(url: string): boolean {
  return url === '*';
}

/** /metrics and the pages are for people and machines of this place. */
function isShared(url: string): boolean {
  return url.startsWith(`${apiPrefix}/`) || /^\/openapi\.json(\?|$)/.test(url);
}
