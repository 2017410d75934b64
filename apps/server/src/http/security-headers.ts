import type { FastifyInstance } from 'fastify';

/** Headers of every answer. The API is no page: nothing in it may be framed, sniffed, run or cached. */
const apiHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/** Sets security headers and X-Request-Id on every answer, errors included. Pages of other origins: cors.ts. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(apiHeaders).header('x-request-id', request.id);
  });
}
