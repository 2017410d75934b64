import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { describeFailure } from './error-envelope.ts';
import { rememberPaths } from './known-paths.ts';

/** Every failure leaves as the contract's envelope; ours are logged with their stack. */
export function answerFailures(app: FastifyInstance): void {
  const methodsOf = rememberPaths(app);
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
  const refuseUnknown = (request: FastifyRequest, reply: FastifyReply): never => {
    const path = request.url.split('?')[0] ?? '/';
    const methods = methodsOf(path);
    if (methods.length === 0) throw unknownPath(request.method, path);
    reply.header('allow', methods.join(', '));
    throw methodNotAllowed(request.method, path, methods);
  };
  app.setNotFoundHandler(refuseUnknown);
  // QUERY (RFC 10008) is refused for its missing content type before it is found unknown.
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 && request.method === 'QUERY') refuseUnknown(request, reply);
  });
}

function unknownPath(method: string, path: string): AiEtlError {
  return new AiEtlError(
    'RESOURCE_NOT_FOUND',
    `There is no ${method} ${path.slice(0, 200)}. See /docs for what exists.`,
    { details: [{ field: 'url', error: 'unknown path' }] },
  );
}

function methodNotAllowed(method: string, path: string, methods: readonly string[]): AiEtlError {
  const allowed = methods.join(', ');
  return new AiEtlError(
    'METHOD_NOT_ALLOWED',
    `There is no ${method} ${path.slice(0, 200)}; it takes ${allowed}.`,
    { details: [{ field: 'method', error: `must be one of ${allowed}` }] },
  );
}

/** What Node's HTTP parser gives up on, by its code; anything else is malformed. */
const brokenRequests: Readonly<Record<string, readonly [status: string, error: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'headers larger than 16 kB'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'not sent within the time allowed'],
};

/** For what never became an HTTP request: the envelope, by hand. */
export function answerBrokenRequest(code: string | undefined, requestId: string): string {
  const [status, error] = brokenRequests[code ?? ''] ?? ['400 Bad Request', 'malformed'];
  const body = JSON.stringify({
    error: {
      code: 'VALIDATION_ERROR',
      message: 'This is not a valid HTTP request.',
      details: [{ field: 'request', error }],
      request_id: requestId,
    },
  });
  return (
    `HTTP/1.1 ${status}\r\n` +
    'Content-Type: application/json; charset=utf-8\r\n' +
    `X-Request-Id: ${requestId}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  );
}
