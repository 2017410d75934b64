import type { WebSocket } from 'ws';
import { AiEtlError, type Clock } from '@ai-etl/core';
import type { EventChannel, Scope } from '@ai-etl/store';
import { describeFailure } from '../http/error-envelope.ts';
import { every } from './every.ts';
import { follow, tooSlow, type Following, type FollowPorts } from './follow.ts';
import {
  aboutOf,
  isAuthentication,
  parseMessage,
  textOf,
  type ClientMessageText,
} from './read-message.ts';
import { closeCodes, type ClientMessage, type ServerMessage } from './socket-messages.ts';
import { anotherOrganisation, authenticateFirst } from './socket-refusals.ts';
import { mayHear, recheckMs, type StreamCallers } from './stream-caller.ts';
import { printEvent } from './stream-event.ts';
import type { StreamSlot } from './stream-slots.ts';
import type { Tickets } from './tickets.ts';

export interface SocketPorts extends FollowPorts {
  readonly callers: StreamCallers;
  readonly tickets: Tickets;
  readonly clock: Clock;
  readonly maxSubscriptions: number;
  /** Our own trouble, told to nobody else. */
  readonly onTrouble: (error: unknown) => void;
}

export interface OpenedSocket {
  readonly socket: WebSocket;
  readonly slot: StreamSlot;
  readonly requestId: string;
  /** Of the upgrade's headers; null: the first message has to bring one. */
  readonly credential: string | null;
}

export const heartbeatMs = 20_000;
/** A client that does not say who it is must not hold a connection. */
const authenticateMs = 10_000;
/** Unsent bytes at which what was missed waits, and at which a client is too slow. */
const fullBytes = 262_144;
const tooFullBytes = 4_194_304;
/** Messages read ahead of the one at work. */
const mostQueued = 50;

/** One WebSocket, from its opening to its end. Messages are answered one after another. */
export function serveSocket(ports: SocketPorts, opened: OpenedSocket): void {
  const { socket, slot, requestId } = opened;
  const ended = new AbortController();
  const followings = new Map<string, Following>();
  const queue: ClientMessageText[] = [];
  let credential: string | null = null;
  let scope: Scope | null = null;
  let working = false;
  let answered = true;

  const send = (message: ServerMessage): void => {
    const timestamp = new Date(ports.clock.now()).toISOString();
    sendText(JSON.stringify({ timestamp, ...message }));
  };

  const sendText = (text: string): void => {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(text);
    if (socket.bufferedAmount > tooFullBytes) fail(tooSlow(), closeCodes.tooSlow);
  };

  const tell = (error: unknown, about: object = {}): void => {
    const { envelope, unexpected } = describeFailure(error, requestId);
    if (unexpected) ports.onTrouble(error);
    send({ type: 'error', data: { ...envelope.error, ...about } });
  };

  /** Says why, then closes. */
  const fail = (error: AiEtlError, code: number): void => {
    if (ended.signal.aborted) return;
    end();
    const { envelope } = describeFailure(error, requestId);
    const timestamp = new Date(ports.clock.now()).toISOString();
    socket.send(JSON.stringify({ type: 'error', timestamp, data: envelope.error }));
    socket.close(code, envelope.error.code);
    // Who does not even read that is cut off.
    void ports.clock.sleep(5_000).then(() => socket.terminate());
  };

  const end = (): void => {
    ended.abort();
    for (const one of followings.values()) one.stop();
    followings.clear();
    slot.leave();
  };

  const authenticate = async (given: string): Promise<void> => {
    const first = scope === null;
    try {
      const allowed = await ports.callers.read(given);
      if (ended.signal.aborted) return;
      if (first) slot.assign(allowed.organisationId);
      else if (scope?.organisationId !== allowed.organisationId) throw anotherOrganisation();
      scope = allowed;
      credential = given;
    } catch (error) {
      if (!(error instanceof AiEtlError)) throw error;
      fail(
        error,
        error.code === 'RATE_LIMIT_EXCEEDED' ? closeCodes.tooMany : closeCodes.unauthenticated,
      );
      return;
    }
    if (!first) dropLost(scope);
    const data = {
      heartbeat_seconds: heartbeatMs / 1000,
      max_subscriptions: ports.maxSubscriptions,
    };
    send({ type: 'ready', data });
  };

  /** What the caller may not hear any more is ended, and said so. */
  const dropLost = (now: Scope): void => {
    for (const [key, following] of followings) {
      if (mayHear(now, following.projectId)) continue;
      following.stop();
      followings.delete(key);
      const { kind, id } = following.channel;
      send({ type: 'unsubscribed', data: { channel: kind, id } });
    }
  };

  const subscribe = async (message: ClientMessage & { type: 'subscribe' }): Promise<void> => {
    if (scope === null) return;
    const channel: EventChannel = { kind: message.channel, id: message.id };
    const key = keyOf(channel);
    if (!followings.has(key) && followings.size >= ports.maxSubscriptions) {
      throw new AiEtlError(
        'RATE_LIMIT_EXCEEDED',
        `One connection has at most ${ports.maxSubscriptions} subscriptions. Unsubscribe, subscribe to a project, or open another connection.`,
      );
    }
    followings.get(key)?.stop();
    followings.delete(key);
    const following = await follow(
      ports,
      { scope, channel, lastEventId: message.last_event_id },
      {
        begin: (gap) =>
          send({ type: 'subscribed', data: { channel: message.channel, id: message.id, gap } }),
        send: (event) => sendText(printEvent(event)),
        room: () => roomIn(socket, ended.signal),
      },
    );
    if (ended.signal.aborted) following.stop();
    else followings.set(key, following);
  };

  const handle = async (message: ClientMessage): Promise<void> => {
    switch (message.type) {
      case 'auth':
        return authenticate(message.token);
      case 'auth_ticket':
        return authenticate(await ports.tickets.redeem(message.ticket));
      case 'ping':
        return send({ type: 'pong', data: {} });
      case 'subscribe':
        return subscribe(message);
      case 'unsubscribe': {
        const { channel, id } = message;
        const key = keyOf({ kind: channel, id });
        followings.get(key)?.stop();
        followings.delete(key);
        return send({ type: 'unsubscribed', data: { channel, id } });
      }
    }
  };

  const work = async (): Promise<void> => {
    working = true;
    for (let text = queue.shift(); text !== undefined; text = queue.shift()) {
      if (queue.length < mostQueued / 2 && socket.isPaused) socket.resume();
      if (ended.signal.aborted) break;
      const parsed = parseMessage(text);
      if (scope === null && !isAuthentication(parsed)) {
        fail(authenticateFirst(), closeCodes.unauthenticated);
        break;
      }
      try {
        if (parsed instanceof AiEtlError) throw parsed;
        await handle(parsed);
      } catch (error) {
        const lost = error instanceof AiEtlError && error.code === 'AUTHENTICATION_REQUIRED';
        if (lost) fail(error, closeCodes.unauthenticated);
        else tell(error, aboutOf(parsed));
      }
    }
    working = false;
  };

  socket.on('message', (text, isBinary) => {
    if (ended.signal.aborted) return;
    queue.push(isBinary ? null : textOf(text));
    if (queue.length >= mostQueued) socket.pause();
    if (!working) void work();
  });
  socket.on('pong', () => {
    answered = true;
  });
  socket.on('close', end);
  // The 'close' event follows; without a listener an 'error' would end the process.
  socket.on('error', () => undefined);

  const beat = (): void => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
    send({ type: 'heartbeat', data: {} });
  };
  const recheck = async (): Promise<void> => {
    if (credential === null) return;
    try {
      const allowed = await ports.callers.read(credential);
      scope = allowed;
      dropLost(allowed);
    } catch (error) {
      const known = error instanceof AiEtlError;
      // A database that cannot be asked is no reason to cut everybody off.
      if (
        known &&
        (error.code === 'AUTHENTICATION_REQUIRED' || error.code === 'PERMISSION_DENIED')
      ) {
        fail(error, closeCodes.unauthenticated);
      } else if (!known || error.code !== 'SERVICE_UNAVAILABLE') ports.onTrouble(error);
    }
  };
  every(ports.clock, heartbeatMs, { signal: ended.signal, act: beat });
  every(ports.clock, recheckMs, { signal: ended.signal, act: recheck });
  void ports.clock.sleep(authenticateMs, ended.signal).then(
    () => {
      if (scope === null) fail(authenticateFirst(), closeCodes.authenticationLate);
    },
    () => undefined,
  );
  if (opened.credential !== null)
    queue.push(JSON.stringify({ type: 'auth', token: opened.credential }));
  void work();
}

function keyOf({ kind, id }: EventChannel): string {
  return `${kind} ${id}`;
}

/** Waits until a slow client has taken most of what was sent; throws when it is gone. */
async function roomIn(socket: WebSocket, signal: AbortSignal): Promise<void> {
  while (socket.bufferedAmount > fullBytes) {
    // Called back when the frame, and so all before it, has left.
    await new Promise<void>((done) => socket.ping(undefined, undefined, () => done()));
    signal.throwIfAborted();
  }
}
