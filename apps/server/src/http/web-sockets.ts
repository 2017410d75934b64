import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AiEtlError } from '@ai-etl/core';

/** Larger than any message that makes sense; a bigger one ends its connection (1009). */
const maxMessageBytes = 32_768;
/** Clients that do not answer our goodbye are not waited for longer. */
const goodbyeMs = 1_000;

/** An upgrade that is refused without any hook, as for a broken URL, must not keep its socket. */
const upgradeMs = 10_000;

/** Lets routes speak WebSocket. Before any hook and route. */
export async function acceptWebSockets(app: FastifyInstance): Promise<void> {
  await app.register(websocket, {
    options: { maxPayload: maxMessageBytes, perMessageDeflate: false },
    preClose: (done) => {
      const { clients } = app.websocketServer;
      for (const client of clients) client.close(1012, 'the server is restarting');
      const cut = setTimeout(() => {
        for (const client of clients) client.terminate();
      }, goodbyeMs);
      app.websocketServer.close(() => clearTimeout(cut));
      done();
    },
  });
  app.server.on('upgrade', (_request, socket: Duplex) => {
    // Cleared by the upgrade itself.
    if (socket instanceof Socket) socket.setTimeout(upgradeMs, () => socket.destroy());
  });
}

/**
 * Throws PERMISSION_DENIED for a page of another site. Programs send no Origin and pass; a page is let
 * in from where this server is reached, as the request says, and from the origins listed.
 */
export function refuseForeignPages(
  { headers, host }: Pick<FastifyRequest, 'headers' | 'host'>,
  origins: readonly string[],
): void {
  const { origin } = headers;
  if (origin === undefined) return;
  const page = URL.canParse(origin) ? new URL(origin) : null;
  if (page !== null && page.host === host) return;
  if (page !== null && origins.includes(page.origin)) return;
  throw new AiEtlError('PERMISSION_DENIED', 'Pages of another site may not connect.', {
    details: [{ field: 'origin', error: 'is not where this server is reached' }],
  });
}
