import type { FastifyInstance } from 'fastify';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { describeFailure } from './error-envelope.ts';

/** Every failure leaves as the contract's envelope; ours are logged with their stack. */
export function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => {
    const { status, envelope, unexpected } = describeFailure(thrown, request.id);
    // Whoever hung up, or was cut off by our own stop, needs no answer.
    if (reply.raw.destroyed) request.log.info({ reason: messageOf(thrown) }, 'nobody waits');
    else if (unexpected) request.log.error({ err: thrown }, 'request failed');
    else request.log.info({ status, reason: messageOf(thrown) }, 'request refused');
    // How long to wait travels in the details; HTTP clients look for it here.
    const wait = envelope.error.details.find((one) => one.field === 'retry_after');
    if (status === 429 && wait !== undefined) reply.header('retry-after', wait.error);
    // Written as text: a broken answer schema must not break the failure too.
    void reply
      .code(status)
      .header('content-type', 'application/json; charset=utf-8')
      .serializer(String)
      .send(JSON.stringify(envelope));
  });
  app.setNotFoundHandler((request) => {
    const path = request.url.split('?')[0] ?? '/';
    throw new AiEtlError(
      'RESOURCE_NOT_FOUND',
      `There is no ${request.method} ${path.slice(0, 200)}. See /docs for what exists.`,
      { details: [{ field: 'url', error: 'unknown path or method' }] },
    );
  });
}

/** For bytes that are no HTTP request at all: the envelope, by hand. */
export function answerBrokenRequest(requestId: string): string {
  const body = JSON.stringify({
    error: {
      code: 'VALIDATION_ERROR',
      message: 'This is not a valid HTTP request.',
      details: [{ field: 'request', error: 'malformed' }],
      request_id: requestId,
    },
  });
  return (
    'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json; charset=utf-8\r\n' +
    `X-Request-Id: ${requestId}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  );
}
