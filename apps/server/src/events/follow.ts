import { AiEtlError } from '@ai-etl/core';
import type { EventChannel, Scope, Store, StoredEvent } from '@ai-etl/store';
import { notFound } from '../scope.ts';
import type { EventHub } from './event-hub.ts';

/** Where a follower's events go. */
export interface EventSink {
  /** Called once, before the first event. `gap`: the last event it had is not known any more. */
  begin(gap: boolean): void;
  send(event: StoredEvent): void;
  /** Resolves when there is room for more of what was missed; throws when nobody is there any more. */
  room(): Promise<void>;
}

export interface FollowRequest {
  readonly scope: Scope;
  readonly channel: EventChannel;
  /** Begin after this event; absent: with what happens from now on. */
  readonly lastEventId?: string | undefined;
}

export interface Following {
  readonly channel: EventChannel;
  /** Of the channel: a caller who loses it must not hear more. */
  readonly projectId: string;
  stop(): void;
}

export interface FollowPorts {
  readonly events: Pick<Store['events'], 'findPosition' | 'findProject' | 'listMissed'>;
  readonly hub: EventHub;
}

const replayBatch = 500;
/** What may happen while somebody reads what they missed; more, and they are too slow. */
const mostWaiting = 10_000;

/**
 * Sends every event of a channel, what was missed first, in order and none twice. Throws
 * RESOURCE_NOT_FOUND for what is not the caller's.
 */
export async function follow(
  { events, hub }: FollowPorts,
  { scope, channel, lastEventId }: FollowRequest,
  sink: EventSink,
): Promise<Following> {
  const projectId = await events.findProject(scope, channel);
  if (projectId === null) throw notFound(channel.kind, channel.id);
  await hub.open();
  const waiting: StoredEvent[] = [];
  let live = false;
  const { organisationId } = scope;
  const listening = hub.listen({ organisationId, channel }, (event) => {
    if (live) sink.send(event);
    else waiting.push(event);
  });
  try {
    const from = lastEventId === undefined ? null : await events.findPosition(scope, lastEventId);
    sink.begin(lastEventId !== undefined && from === null);
    if (from !== null) {
      let after = from;
      for (;;) {
        const upTo = listening.position;
        const missed = await events.listMissed(scope, channel, { after, upTo, limit: replayBatch });
        for (const event of missed) sink.send(event);
        after = missed.at(-1)?.position ?? after;
        if (missed.length < replayBatch) break;
        await sink.room();
        if (waiting.length > mostWaiting) throw tooSlow();
      }
    }
    for (const event of waiting.splice(0)) {
      // It may have had some of them, if it had heard them elsewhere before we began to listen.
      if (from === null || event.position > from) sink.send(event);
    }
    live = true;
  } catch (error) {
    listening.stop();
    throw error;
  }
  return { channel, projectId, stop: () => listening.stop() };
}

/** A reader that does not keep up is let go, rather than kept in memory. */
export function tooSlow(): AiEtlError {
  return new AiEtlError(
    'SERVICE_UNAVAILABLE',
    'You read more slowly than things happen. Connect again with the last event id you have.',
    { details: [{ field: 'connection', error: 'too slow' }] },
  );
}
