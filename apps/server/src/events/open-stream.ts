import type { FastifyReply, FastifyRequest } from 'fastify';
import { AiEtlError, messageOf, type Clock } from '@ai-etl/core';
import type { Scope } from '@ai-etl/store';
import { credentialOf } from '../http/credentials.ts';
import { describeFailure } from '../http/error-envelope.ts';
import { openSse, type SseStream } from './sse.ts';
import { mayHear, recheckMs, type StreamCallers } from './stream-caller.ts';
import type { StreamSlots } from './stream-slots.ts';

export interface StreamPorts {
  readonly slots: StreamSlots;
  readonly callers: StreamCallers;
  readonly clock: Clock;
  /** Our own trouble, told to nobody else. */
  readonly onTrouble: (error: unknown) => void;
}

export interface StreamRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly scope: Scope;
  /** To which belongs what is heard. */
  readonly projectId: string;
}

/** The streams of server-sent events of one process. */
export interface Streams {
  /**
   * Opens a stream, asks again and again whether its caller may still hear it, and closes everything
   * whatever happens. Throws RATE_LIMIT_EXCEEDED while there is still an answer to give.
   */
  open(asked: StreamRequest, use: (stream: SseStream) => Promise<void>): Promise<void>;
  endAll(): void;
}

export function makeStreams(ports: StreamPorts): Streams {
  const { slots, callers, clock, onTrouble } = ports;
  const streams = new Set<SseStream>();

  const keepHonest = async (
    stream: SseStream,
    { request, projectId }: StreamRequest,
    fail: (error: unknown) => void,
  ): Promise<void> => {
    const credential = credentialOf(request);
    while (!stream.signal.aborted) {
      await clock.sleep(recheckMs, stream.signal);
      try {
        const now = await callers.read(credential);
        if (!mayHear(now, projectId)) stream.end({ event: 'end', data: {} });
      } catch (error) {
        // A database that cannot be asked is no reason to cut everybody off.
        if (error instanceof AiEtlError && error.code === 'SERVICE_UNAVAILABLE') continue;
        fail(error);
      }
    }
  };

  return {
    endAll: () => {
      for (const stream of streams) stream.end();
    },

    open: async (asked, use) => {
      const { request, reply, scope } = asked;
      const slot = slots.enter(request.ip);
      try {
        slot.assign(scope.organisationId);
      } catch (error) {
        slot.leave();
        throw error;
      }
      const stream = openSse(request, reply, clock);
      streams.add(stream);
      const fail = (error: unknown): void => {
        const { envelope, unexpected } = describeFailure(error, request.id);
        if (unexpected) onTrouble(error);
        stream.end({ event: 'error', data: envelope });
      };
      // Only the end of the stream breaks the sleep.
      void keepHonest(stream, asked, fail).catch(() => undefined);
      try {
        await use(stream);
      } catch (error) {
        if (stream.signal.aborted) request.log.info({ reason: messageOf(error) }, 'a stream ended');
        else fail(error);
      } finally {
        stream.end();
        streams.delete(stream);
        slot.leave();
      }
    },
  };
}
