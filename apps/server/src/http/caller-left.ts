import type { FastifyInstance, FastifyReply } from 'fastify';
import { AiEtlError } from '@ai-etl/core';

declare module 'fastify' {
  interface FastifyInstance {
    /** `begun`: the server stops. `urgent`: it has waited long enough for work in hand. */
    stopping: { readonly begun: AbortSignal; readonly urgent: AbortSignal };
  }
}

/** Whoever starts us kills us after 25 s. */
const graceMs = 10_000;

/** Lets handlers know that the server stops: a stop waits for every answer that is under way. */
export function announceStop(app: FastifyInstance): void {
  const begun = new AbortController();
  const urgent = new AbortController();
  let grace: NodeJS.Timeout | undefined;
  app.decorate('stopping', { begun: begun.signal, urgent: urgent.signal });
  app.addHook('preClose', async () => {
    begun.abort();
    grace = setTimeout(() => urgent.abort(serverStops()), graceMs);
  });
  app.addHook('onClose', async () => clearTimeout(grace));
  // Idle connections were closed when the stop began; one that is kept alive now would hold it up.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (begun.signal.aborted && !reply.sent) reply.header('connection', 'close');
    return payload;
  });
}

/**
 * Aborted when the answer is closed: the caller hung up, and nobody waits any more, or it was sent.
 * Also, with SERVICE_UNAVAILABLE, when the server stops and the work takes longer than that may.
 */
export function whenCallerLeaves(reply: Pick<FastifyReply, 'raw' | 'server'>): AbortSignal {
  return leaving(reply, reply.server.stopping.urgent);
}

/** The same for a handler that only waits: aborted as soon as the server stops. */
export function whenWaitingEnds(reply: Pick<FastifyReply, 'raw' | 'server'>): AbortSignal {
  return leaving(reply, reply.server.stopping.begun);
}

function leaving({ raw }: Pick<FastifyReply, 'raw'>, stopping: AbortSignal): AbortSignal {
  const left = new AbortController();
  const stop = (): void => left.abort(stopping.reason);
  stopping.addEventListener('abort', stop, { once: true });
  if (stopping.aborted) stop();
  raw.once('close', () => {
    stopping.removeEventListener('abort', stop);
    left.abort();
  });
  return left.signal;
}

function serverStops(): AiEtlError {
  return new AiEtlError(
    'SERVICE_UNAVAILABLE',
    'The server stops before this could be done. Ask again in a moment.',
    { retryable: true },
  );
}
