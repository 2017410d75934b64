import type { Logger } from 'pino';
import type { Bell, EventChannel, Store, StoredEvent } from '@ai-etl/store';

/** The one reader of a process: reads the log once and hands each event to whoever listens. */
export interface EventHub {
  /** Starts reading, if nobody has yet. Listen right after it, without waiting in between. */
  open(): Promise<void>;
  /** Hears every event of a channel after `position`, in order. */
  listen(place: ListeningPlace, hear: (event: StoredEvent) => void): Listening;
  close(): Promise<void>;
}

export interface ListeningPlace {
  /** Part of the address: ids of others lead nowhere. */
  readonly organisationId: string;
  readonly channel: EventChannel;
}

export interface Listening {
  /** The newest event that was handed out before. */
  readonly position: number;
  stop(): void;
}

const batch = 500;

export function makeEventHub(eventLog: Store['eventLog'], log: Logger): EventHub {
  const listeners = new Map<string, Set<(event: StoredEvent) => void>>();
  let bell: Bell | null = null;
  let opening: Promise<void> | null = null;
  let position = 0;
  let reading = false;
  let again = false;
  const closed = new AbortController();

  const handOut = (event: StoredEvent): void => {
    position = event.position;
    for (const place of placesOf(event)) {
      for (const hear of listeners.get(place) ?? []) hear(event);
    }
  };

  const readOnce = async (): Promise<void> => {
    await eventLog.sequence();
    for (;;) {
      const events = await eventLog.readAfter(position, batch);
      for (const event of events) handOut(event);
      if (events.length < batch) return;
    }
  };

  /** One at a time; a ring that comes meanwhile is answered with another round. */
  const read = async (): Promise<void> => {
    again = true;
    if (reading) return;
    reading = true;
    try {
      while (again && !closed.signal.aborted) {
        again = false;
        await readOnce();
      }
    } catch (error) {
      log.warn({ err: error }, 'events could not be read; trying again');
    } finally {
      reading = false;
    }
  };

  return {
    open: () => {
      opening ??= eventLog.latestPosition().then(
        (latest) => {
          position = latest;
          bell = eventLog.listen(() => void read());
        },
        (error: unknown) => {
          opening = null;
          throw error;
        },
      );
      return opening;
    },

    listen: ({ organisationId, channel }, hear) => {
      const place = placeOf(organisationId, channel.kind, channel.id);
      const here = listeners.get(place) ?? new Set();
      listeners.set(place, here.add(hear));
      return {
        position,
        stop: () => {
          here.delete(hear);
          if (here.size === 0 && listeners.get(place) === here) listeners.delete(place);
        },
      };
    },

    close: async () => {
      closed.abort();
      await bell?.stop();
    },
  };
}

function placesOf({
  organisationId,
  pipelineId,
  runId,
  projectId,
}: StoredEvent): readonly string[] {
  return [
    ...(pipelineId === null ? [] : [placeOf(organisationId, 'pipeline', pipelineId)]),
    ...(runId === null ? [] : [placeOf(organisationId, 'run', runId)]),
    ...(projectId === null ? [] : [placeOf(organisationId, 'project', projectId)]),
  ];
}

function placeOf(organisationId: string, kind: EventChannel['kind'], id: string): string {
  return `${organisationId} ${kind} ${id}`;
}
