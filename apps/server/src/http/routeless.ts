import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import { describeFailure } from './error-envelope.ts';
import { countWithoutRoute } from './rate-limiting.ts';

/** Answers a request whose URL is so broken that it has no route, and so no hooks; it counts like any other. */
export async function answerRouteless(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  limiter: RateLimiter,
): Promise<void> {
  // Raw: no answer schema, hook or serialiser applies.
  reply.hijack();
  let failure = describeFailure(error, request.id);
  let headers: Readonly<Record<string, string | number>> = {};
  try {
    const counted = await countWithoutRoute(limiter, request);
    headers = counted?.headers ?? {};
    if (counted?.refusal) failure = describeFailure(counted.refusal, request.id);
  } catch (trouble) {
    failure = describeFailure(trouble, request.id);
  }
  const { status, envelope } = failure;
  const wait = envelope.error.details.find((one) => one.field === 'retry_after');
  reply.raw.writeHead(status, {
    ...headers,
    ...(status === 429 && wait !== undefined ? { 'retry-after': wait.error } : {}),
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': request.id,
  });
  reply.raw.end(JSON.stringify(envelope));
}
