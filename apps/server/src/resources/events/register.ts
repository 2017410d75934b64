import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AiEtlError, type Clock } from '@ai-etl/core';
import type { EventChannel, Store } from '@ai-etl/store';
import type { KeySource } from '../../auth/key-source.ts';
import { principalOf } from '../../auth/principal.ts';
import { makeEventHub } from '../../events/event-hub.ts';
import { follow } from '../../events/follow.ts';
import { makeStreams } from '../../events/open-stream.ts';
import { serveSocket } from '../../events/socket-connection.ts';
import { makeStreamCallers } from '../../events/stream-caller.ts';
import { printEvent } from '../../events/stream-event.ts';
import {
  makeStreamSlots,
  streamLimits,
  type StreamLimits,
  type StreamSlot,
} from '../../events/stream-slots.ts';
import { makeTickets } from '../../events/tickets.ts';
import type { App } from '../../http/app.ts';
import type { TokenReader } from '../../http/authorisation.ts';
import { credentialOf } from '../../http/credentials.ts';
import { refuseForeignPages } from '../../http/web-sockets.ts';
import { found, scopeOf } from '../../scope.ts';
import { createTicket, openSocket, streamEvents, streamRunLogs } from './contract.ts';
import { followLogs } from './follow-logs.ts';

export interface EventRoutePorts {
  readonly store: Pick<Store, 'events' | 'eventLog' | 'runs' | 'idempotency' | 'organisations'>;
  readonly readToken: TokenReader;
  readonly keys: KeySource;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whose pages may open a WebSocket, besides those of the server they call. */
  readonly pageOrigins: readonly string[];
  readonly limits?: StreamLimits;
}

/** The WebSocket, server-sent events, and the one reader behind them. */
export function registerEvents(app: App, ports: EventRoutePorts): void {
  const { store, clock, log, limits = streamLimits } = ports;
  const { events } = store;
  const hub = makeEventHub(store.eventLog, log);
  const slots = makeStreamSlots(limits);
  const tickets = makeTickets({ keys: ports.keys, idempotency: store.idempotency, clock });
  const callers = makeStreamCallers(ports.readToken, store.organisations.projectOf);
  const onTrouble = (error: unknown): void => log.error({ err: error }, 'a stream had trouble');
  const streams = makeStreams({ slots, callers, clock, onTrouble });
  app.addHook('preClose', async () => {
    streams.endAll();
    await hub.close();
  });

  const openedSlots = new WeakMap<
    FastifyRequest,
    { slot: StreamSlot; credential: string | null }
  >();
  app.route({
    ...openSocket,
    exposeHeadRoute: false,
    preHandler: async (request) => {
      if (!request.ws) throw notAnUpgrade();
      refuseForeignPages(request, ports.pageOrigins);
      const slot = slots.enter(request.ip);
      // Whatever becomes of the upgrade: a broken handshake never reaches the handler.
      request.raw.socket.once('close', () => slot.leave());
      try {
        openedSlots.set(request, { slot, credential: await credentialOfUpgrade(request) });
      } catch (error) {
        slot.leave();
        throw error;
      }
    },
    handler: () => {
      throw notAnUpgrade();
    },
    wsHandler: (socket, request) => {
      const opened = openedSlots.get(request);
      if (opened === undefined) {
        socket.terminate();
        return;
      }
      serveSocket(
        { events, hub, callers, tickets, clock, maxSubscriptions: limits.subscriptions, onTrouble },
        { socket, requestId: request.id, ...opened },
      );
    },
  });

  /** Null: the first message will bring it. */
  async function credentialOfUpgrade(
    request: FastifyRequest<{ Querystring: { ticket?: string | undefined } }>,
  ): Promise<string | null> {
    const { ticket } = request.query;
    if (ticket !== undefined) return tickets.redeem(ticket);
    const { authorization, 'x-api-key': apiKey } = request.headers;
    if (authorization === undefined && apiKey === undefined) return null;
    const credential = credentialOf(request);
    await callers.read(credential);
    return credential;
  }

  app.route({
    ...createTicket,
    handler: async (request, reply) => {
      const issued = await tickets.issue(credentialOf(request), scopeOf(principalOf(request)));
      return reply.code(201).send({ ticket: issued.ticket, expires_at: issued.expiresAt });
    },
  });

  app.route({
    ...streamEvents,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { pipeline_id, run_id, project_id, last_event_id } = request.query;
      const channel: EventChannel =
        pipeline_id !== undefined
          ? { kind: 'pipeline', id: pipeline_id }
          : run_id !== undefined
            ? { kind: 'run', id: run_id }
            : { kind: 'project', id: project_id ?? '' };
      const scope = scopeOf(principalOf(request));
      const projectId = found(await events.findProject(scope, channel), channel.kind, channel.id);
      const lastEventId = request.headers['last-event-id'] ?? last_event_id;
      await streams.open({ request, reply, scope, projectId }, async (opened) => {
        const following = await follow(
          { events, hub },
          { scope, channel, lastEventId },
          {
            begin: (gap) => {
              if (gap) opened.send({ event: 'gap', data: { last_event_id: lastEventId } });
            },
            send: (event) =>
              opened.send({ id: event.id, event: event.type, data: printEvent(event) }),
            room: () => opened.room(),
          },
        );
        await new Promise<void>((done) => {
          if (opened.signal.aborted) done();
          opened.signal.addEventListener('abort', () => done(), { once: true });
        });
        following.stop();
      });
    },
  });

  app.route({
    ...streamRunLogs,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { run_id: runId } = request.params;
      const scope = scopeOf(principalOf(request));
      const channel = { kind: 'run', id: runId } as const;
      const projectId = found(await events.findProject(scope, channel), 'run', runId);
      const after = Number(request.headers['last-event-id'] ?? request.query.after ?? 0);
      await streams.open({ request, reply, scope, projectId }, (opened) =>
        followLogs({ store, hub }, { scope, runId, after }, opened),
      );
    },
  });
}

function notAnUpgrade(): AiEtlError {
  return new AiEtlError(
    'VALIDATION_ERROR',
    'This path speaks WebSocket: connect with ws:// or wss://. Over plain HTTP, GET /api/v1/events/stream has the same events.',
    { details: [{ field: 'upgrade', error: 'must be websocket' }] },
  );
}
