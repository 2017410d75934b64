import { call } from '../core/call.ts';
import type { Answer } from '../core/contract.ts';
import { apiError, UnexpectedAnswerError } from '../core/errors.ts';
import type { StreamMessage } from '../core/event-stream.ts';
import { followStream, type FollowOptions } from '../core/follow-stream.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type EventTicket = Answer<'createEventTicket'>;

/** What to hear of: exactly one of them. */
export type EventChannel =
  { readonly pipeline_id: string } | { readonly run_id: string } | { readonly project_id: string };

/** Something that happened. */
export interface StreamEvent {
  /** What resuming starts after; null for `gap`. */
  readonly id: string | null;
  /** Such as pipeline.completed. `gap`: something was missed, since the last event id is not known any more. */
  readonly type: string;
  /** RFC 3339, UTC; null for `gap`. */
  readonly timestamp: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What happens, as it happens. */
export class Events {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Events of a pipeline, run or project from now on, or after `lastEventId`; it ends when the
   * loop is left or the signal aborted. Dropped connections are resumed without loss.
   */
  async *stream(
    channel: EventChannel,
    options: FollowOptions = {},
  ): AsyncGenerator<StreamEvent, void, undefined> {
    const request = { path: '/events/stream', query: channel };
    for await (const message of followStream(this.#transport, request, options)) {
      // The login or the access ended: connecting again renews the one, and says the other.
      if (message.event === 'end') continue;
      if (message.event === 'error') throw streamFailure(message);
      yield eventOf(message);
    }
  }

  /** Stands for the login, once and for half a minute: what a browser puts into a WebSocket's URL. */
  createTicket(options?: RequestOptions): Promise<EventTicket> {
    return call<'createEventTicket'>(
      this.#transport,
      { method: 'POST', path: '/events/ticket' },
      options,
    );
  }
}

function eventOf({ id, event, data }: StreamMessage): StreamEvent {
  const parsed = parse(data);
  if (event === 'gap') return { id: null, type: event, timestamp: null, data: objectOr(parsed) };
  const timestamp = member(parsed, 'timestamp');
  return {
    id,
    type: event,
    timestamp: typeof timestamp === 'string' ? timestamp : null,
    data: objectOr(member(parsed, 'data')),
  };
}

/** What the server says when a stream cannot go on. */
export function streamFailure({ data }: StreamMessage): Error {
  const error = member(parse(data), 'error');
  const code = member(error, 'code');
  const message = member(error, 'message');
  if (typeof code !== 'string' || typeof message !== 'string') {
    return new UnexpectedAnswerError('The stream ended with an error that cannot be read.', 200);
  }
  const id = member(error, 'request_id');
  return apiError({
    status: statuses[code] ?? 500,
    code,
    message,
    details: [],
    requestId: typeof id === 'string' ? id : null,
    headers: new Headers(),
  });
}

const statuses: Readonly<Record<string, number>> = {
  VALIDATION_ERROR: 400,
  AUTHENTICATION_REQUIRED: 401,
  PERMISSION_DENIED: 403,
  RESOURCE_NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMIT_EXCEEDED: 429,
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnexpectedAnswerError('The stream sent something that is not JSON.', 200);
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function objectOr(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
