import type { FastifyReply } from 'fastify';

/** Aborted when the answer is closed: the caller hung up, and nobody waits any more, or it was sent. */
export function whenCallerLeaves(reply: Pick<FastifyReply, 'raw'>): AbortSignal {
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  return left.signal;
}
