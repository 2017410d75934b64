import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** Query parameters of every list. */
export const pageQuery = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1).describe('Counts from 1.'),
  per_page: z.coerce.number().int().min(1).max(100).default(20).describe('1 to 100.'),
};

export interface PageAsked {
  readonly page: number;
  readonly perPage: number;
}

/** Sets X-Total-Count, X-Page, X-Per-Page and Link (RFC 8288: first, prev, next, last). */
export function sendPageHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  { page, perPage, total }: PageAsked & { readonly total: number },
): void {
  reply.header('X-Total-Count', total).header('X-Page', page).header('X-Per-Page', perPage);
  const last = Math.max(1, Math.ceil(total / perPage));
  const links: readonly (readonly [rel: string, page: number])[] = [
    ...(page < last ? [['next', page + 1] as const] : []),
    ...(page > 1 ? [['prev', Math.min(page - 1, last)] as const] : []),
    ['first', 1],
    ['last', last],
  ];
  const text = links.map(
    ([rel, target]) => `<${urlOfPage(request, target, perPage)}>; rel="${rel}"`,
  );
  reply.header('Link', text.join(', '));
}

function urlOfPage(request: FastifyRequest, page: number, perPage: number): string {
  const origin = `${request.protocol}://${request.host}`;
  // A Host header may be anything at all.
  const url = new URL(request.url, URL.canParse(origin) ? origin : 'http://localhost');
  url.searchParams.set('page', String(page));
  url.searchParams.set('per_page', String(perPage));
  return url.href;
}
