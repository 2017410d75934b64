import type { FastifyInstance } from 'fastify';
import { heavyLimits, makeTurns } from '../limits/turns.ts';
import { whenCallerLeaves } from './caller-left.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Takes a turn: only so many of these are at work at once. */
    heavy?: boolean;
  }
}

/**
 * Lets requests of heavy routes wait for their turn, after they are known to be valid and allowed.
 * The turn ends with the answer, or when the caller leaves.
 */
export function takeTurns(app: FastifyInstance): void {
  const turns = makeTurns(heavyLimits);
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.heavy !== true) return;
    const left = whenCallerLeaves(reply);
    const end = await turns.take(request.principal?.organisationId ?? request.ip, left);
    if (left.aborted) end();
    else left.addEventListener('abort', end, { once: true });
  });
}
