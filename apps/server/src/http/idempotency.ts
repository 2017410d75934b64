import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AiEtlError, contentHash, messageOf } from '@ai-etl/core';
import type { Idempotency, StoredResponse } from '@ai-etl/store';
import type { Principal } from '../auth/principal.ts';
import type { App } from './app.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Takes the Idempotency-Key header. */
    idempotent?: boolean;
  }
  interface FastifyRequest {
    /** The call that this answer is kept for; null: none, or it is a repetition. */
    keptCall: KeptCall | null;
  }
}

/** One first call with a key, until it is answered. */
export interface KeptCall {
  readonly principal: Principal;
  readonly storedKey: string;
  /** Ends the signs of life. */
  readonly stop: () => void;
}

/** What a client sends and reads. */
export const idempotencyKeyHeader = 'Idempotency-Key';
export const idempotencyReplayedHeader = 'Idempotency-Replayed';

const keyPattern = /^[\x21-\x7e]{1,255}$/;
/** Well below the minute after which a silent call counts as lost. */
const signOfLifeMs = 20_000;
/** When to free the key of a failed call again, should the store be away: well within the minute. */
const freeAgainMs = [1_000, 2_000, 4_000, 8_000] as const;

/**
 * Idempotency-Key on the routes that declare it: the first call's answer is kept for a day and
 * given again to whoever repeats the same request, with `Idempotency-Replayed: true`. A key
 * belongs to its caller and route. Failures are not kept: they did nothing, and what was wrong
 * may be cured by then. Throws CONFLICT for a key of another request, and for one whose first
 * call is still at work (retryable, with Retry-After).
 */
export function repeatSafely(app: App, idempotency: Idempotency): void {
  app.decorateRequest('keptCall', null);

  // After validation: a request that cannot be taken uses up no key.
  app.addHook('preHandler', async (request, reply) => {
    const key = readKey(request);
    const { principal } = request;
    if (key === null || principal === null) return;
    // Keys are of the caller, whichever projects the route lets them see.
    const scope = { organisationId: principal.organisationId };
    // An API key may less than its owner, so it is not told what the owner was.
    const { userId, apiKeyId } = principal;
    const storedKey = contentHash([userId, apiKeyId, request.method, routeOf(request), key]);
    const answer = await idempotency.beginIdempotent(scope, storedKey, hashOf(request));
    switch (answer.outcome) {
      case 'mismatch':
        throw otherRequest();
      case 'running':
        reply.header('retry-after', 1);
        throw stillRunning();
      case 'replay':
        return replay(reply, answer.response);
      case 'new': {
        const timer = setInterval(() => {
          idempotency.keepIdempotent(scope, storedKey).catch((error: unknown) => {
            request.log.warn({ reason: messageOf(error) }, 'an idempotency key was not prolonged');
          });
        }, signOfLifeMs).unref();
        request.keptCall = { principal, storedKey, stop: () => clearInterval(timer) };
      }
    }
  });

  // Before the answer leaves: once a client has it, a repetition must find it.
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    const call = request.keptCall;
    if (call === null) return payload;
    request.keptCall = null;
    call.stop();
    const scope = { organisationId: call.principal.organisationId };
    try {
      const response = responseOf(reply, payload);
      if (response === null)
        await free(request, () => idempotency.abandonIdempotent(scope, call.storedKey));
      else await idempotency.finishIdempotent(scope, call.storedKey, response);
    } catch (error) {
      // What was asked for is done; the caller must hear of it.
      request.log.error({ err: error }, 'an answer could not be kept for its idempotency key');
    }
    return payload;
  });
}

/**
 * Frees the key of a call that failed, so that it can be repeated at once. What failed it is often
 * the store itself, which takes some seconds to come back: the answer does not wait for that.
 */
async function free(request: FastifyRequest, abandon: () => Promise<void>): Promise<void> {
  const abandonLater = async (): Promise<void> => {
    for (const delayMs of freeAgainMs) {
      await pause(delayMs, undefined, { ref: false });
      const failure = await abandon().then(() => null, messageOf);
      if (failure === null) return;
      request.log.warn({ reason: failure }, 'an idempotency key could not be freed');
    }
  };
  try {
    await abandon();
  } catch {
    void abandonLater();
  }
}

function readKey(request: FastifyRequest): string | null {
  if (request.routeOptions.config.idempotent !== true) return null;
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && keyPattern.test(key)) return key;
  throw new AiEtlError('VALIDATION_ERROR', `The header ${idempotencyKeyHeader} is not valid.`, {
    details: [{ field: 'idempotency-key', error: 'must be 1 to 255 visible ASCII characters' }],
  });
}

/** The pattern, so that one key cannot mean two pipelines by mistake. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? request.url;
}

function hashOf(request: FastifyRequest): string {
  return contentHash([request.url, request.body ?? null]);
}

/** Null: not to be kept. */
function responseOf(reply: FastifyReply, payload: unknown): StoredResponse | null {
  if (reply.statusCode >= 400) return null;
  if (typeof payload !== 'string' && payload !== undefined && payload !== null) return null;
  const headers: Record<string, string> = {};
  for (const name of ['content-type', 'location']) {
    const value = reply.getHeader(name);
    if (typeof value === 'string') headers[name] = value;
  }
  return { status: reply.statusCode, headers, body: payload ?? '' };
}

function replay(reply: FastifyReply, { status, headers, body }: StoredResponse): FastifyReply {
  reply.code(status).headers(headers).header(idempotencyReplayedHeader, 'true');
  return body === '' ? reply.send() : reply.serializer(String).send(body);
}

function otherRequest(): AiEtlError {
  return new AiEtlError(
    'CONFLICT',
    `This ${idempotencyKeyHeader} was used for another request. Use a new key for each new request, and repeat a request unchanged.`,
    { details: [{ field: 'idempotency-key', error: 'used for another request' }] },
  );
}

function stillRunning(): AiEtlError {
  return new AiEtlError(
    'CONFLICT',
    `The first request with this ${idempotencyKeyHeader} is still at work. Repeat it in a moment to get its answer.`,
    {
      details: [{ field: 'idempotency-key', error: 'the first request is not done' }],
      retryable: true,
    },
  );
}
