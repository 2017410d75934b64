import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@ai-etl/core';
import { tooSlow } from './follow.ts';

/** A stream of server-sent events on one HTTP answer. */
export interface SseStream {
  /** Aborted when the client has gone, or the stream was ended. */
  readonly signal: AbortSignal;
  send(event: SseEvent): void;
  /** Resolves when the client has taken most of it; throws when it is gone. */
  room(): Promise<void>;
  /** With a last event that says why. */
  end(event?: SseEvent): void;
}

export interface SseEvent {
  /** What the client gives back as Last-Event-ID. */
  readonly id?: string;
  readonly event: string;
  /** Text is JSON already. */
  readonly data: object | string;
}

/** More often than proxies give up on a silent connection. */
const commentMs = 15_000;
const fullBytes = 262_144;
const tooFullBytes = 4_194_304;

/** Takes the answer over. From here on it is ours to end. */
export function openSse(request: FastifyRequest, reply: FastifyReply, clock: Clock): SseStream {
  const { raw } = reply;
  const ended = new AbortController();
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // nginx would keep it all back.
    'x-accel-buffering': 'no',
    connection: 'close',
  });
  raw.flushHeaders();
  raw.on('close', () => ended.abort());
  raw.on('error', () => ended.abort());
  raw.write('retry: 2000\n\n');

  const write = (text: string): void => {
    if (ended.signal.aborted) return;
    raw.write(text);
    if (raw.writableLength <= tooFullBytes) return;
    request.log.info({ reason: tooSlow().message }, 'a stream was ended');
    ended.abort();
    raw.destroy();
  };
  const comment = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await clock.sleep(commentMs, ended.signal);
      write(': heartbeat\n\n');
    }
  };
  // Only the end of the stream breaks the sleep.
  void comment().catch(() => undefined);

  return {
    signal: ended.signal,
    send: (event) => write(frameOf(event)),
    room: async () => {
      while (raw.writableLength > fullBytes) {
        const drained = Promise.withResolvers<undefined>();
        const stop = (): void => drained.resolve(undefined);
        raw.once('drain', stop);
        ended.signal.addEventListener('abort', stop, { once: true });
        await drained.promise;
        raw.off('drain', stop);
        ended.signal.throwIfAborted();
      }
      ended.signal.throwIfAborted();
    },
    end: (event) => {
      if (ended.signal.aborted) return;
      if (event !== undefined) raw.write(frameOf(event));
      ended.abort();
      raw.end();
    },
  };
}

/** JSON has no line breaks, so `data` is one line; ids and types are ours. */
function frameOf({ id, event, data }: SseEvent): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return `${idLine}event: ${event}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}
