import { startDeadline } from './deadline.ts';
import { APIError, ConnectionError, TimeoutError } from './errors.ts';
import { EventStreamParser, type StreamMessage } from './event-stream.ts';
import { isTransient, pause, reasonOf, retryDelayMs, defaultRetryPolicy } from './retry.ts';
import type { Transport } from './transport.ts';

export interface FollowOptions {
  readonly signal?: AbortSignal | undefined;
  /** Go on after this event. */
  readonly lastEventId?: string | undefined;
  /** Failed connections in a row before giving up; default 10. */
  readonly maxRetries?: number | undefined;
  /** Longest silence before the connection counts as dead; the server is heard every 15 s. Default 45 s. */
  readonly idleMs?: number | undefined;
}

/**
 * Messages of a stream of server-sent events, without an end: a connection that drops is opened
 * again and goes on after the last message that came. Throws the APIError of a refusal, or what
 * the last of too many failed connections failed with.
 */
export async function* followStream(
  transport: Transport,
  { path, query }: { readonly path: string; readonly query: object },
  { signal, lastEventId, maxRetries = 10, idleMs = 45_000 }: FollowOptions,
): AsyncGenerator<StreamMessage, void, undefined> {
  const progress = { lastEventId: lastEventId ?? null, failures: 0, retryMs: 0 };
  for (;;) {
    const deadline = startDeadline(idleMs, signal);
    try {
      const response = await transport.open(
        { method: 'GET', path, query, accept: 'text/event-stream' },
        {
          signal: deadline.signal,
          ...(progress.lastEventId === null
            ? {}
            : { headers: { 'last-event-id': progress.lastEventId } }),
        },
      );
      const parser = new EventStreamParser();
      for await (const chunk of textChunks(response)) {
        deadline.extend();
        for (const message of parser.push(chunk)) {
          progress.failures = 0;
          progress.lastEventId = message.id ?? progress.lastEventId;
          yield message;
        }
        progress.retryMs = parser.retryMs ?? progress.retryMs;
      }
    } catch (error) {
      if (signal?.aborted === true) throw reasonOf(signal);
      progress.failures += 1;
      const failure = deadline.timedOut()
        ? new TimeoutError(`Nothing was heard for ${idleMs} ms.`, { cause: error })
        : error;
      if (!mayReconnect(failure) || progress.failures > maxRetries) throw failure;
    } finally {
      deadline.clear();
    }
    const delayMs = retryDelayMs(defaultRetryPolicy, {
      attempt: progress.failures,
      retryAfterMs: progress.failures === 0 ? 0 : progress.retryMs,
      random: Math.random,
    });
    await pause(delayMs, signal);
  }
}

/** An answer's text as it comes; closed when nobody reads on. */
export async function* textChunks(response: Response): AsyncGenerator<string, void, undefined> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new ConnectionError('The connection broke.', { cause: error });
      });
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function mayReconnect(error: unknown): boolean {
  return error instanceof APIError ? isTransient(error.status) : error instanceof ConnectionError;
}
