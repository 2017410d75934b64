import { once } from 'node:events';
import { WebSocket, type RawData } from 'ws';
import { z } from 'zod';

const Message = z.looseObject({ type: z.string(), data: z.record(z.string(), z.unknown()) });
export type SocketMessage = z.infer<typeof Message>;

/** A WebSocket client for tests that remembers what it heard. */
export interface SocketClient {
  readonly messages: readonly SocketMessage[];
  /** Heard so far, heartbeats left out. */
  types(): readonly string[];
  send(message: unknown): void;
  /** The next message that fits and was not returned before. */
  next(type: string): Promise<SocketMessage>;
  /** Code with which the server closed. */
  readonly closed: Promise<number>;
  readonly socket: WebSocket;
  close(): Promise<void>;
}

/** Resolves when the connection is open; rejects with the status of a refused upgrade. */
export async function openSocketClient(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<SocketClient> {
  const socket = new WebSocket(url, { headers });
  const messages: SocketMessage[] = [];
  const taken = new Set<SocketMessage>();
  let heard = Promise.withResolvers<undefined>();
  socket.on('message', (data) => {
    messages.push(Message.parse(JSON.parse(textOf(data))));
    heard.resolve(undefined);
    heard = Promise.withResolvers();
  });
  const closed = new Promise<number>((done) => {
    socket.on('close', (code) => {
      done(code);
      heard.resolve(undefined);
    });
  });
  await once(socket, 'open');
  return {
    messages,
    socket,
    closed,
    types: () => messages.map((one) => one.type).filter((type) => type !== 'heartbeat'),
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: async (type) => {
      for (;;) {
        const found = messages.find((one) => one.type === type && !taken.has(one));
        if (found !== undefined) {
          taken.add(found);
          return found;
        }
        if (socket.readyState === socket.CLOSED) throw new RangeError(`closed without ${type}`);
        await heard.promise;
      }
    },
    close: async () => {
      socket.close();
      await closed;
    },
  };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString();
}
