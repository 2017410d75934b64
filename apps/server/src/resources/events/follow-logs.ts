import { isTerminal } from '@ai-etl/engine';
import type { Scope, Store, StoredLogLine } from '@ai-etl/store';
import type { EventHub } from '../../events/event-hub.ts';
import { follow } from '../../events/follow.ts';
import type { SseStream } from '../../events/sse.ts';
import { found } from '../../scope.ts';

export interface LogFollowPorts {
  readonly store: Pick<Store, 'runs' | 'events'>;
  readonly hub: EventHub;
}

export interface LogFollowRequest {
  readonly scope: Scope;
  readonly runId: string;
  /** Only lines with a greater id. */
  readonly after: number;
}

const batch = 500;

/**
 * Sends a run's stored lines, then each as it is written, then `end`. Events only wake it: the lines
 * are read from the log itself, so that none is missed, doubled or out of order. Resolves when the
 * stream is over.
 */
export async function followLogs(
  { store, hub }: LogFollowPorts,
  { scope, runId, after }: LogFollowRequest,
  stream: SseStream,
): Promise<void> {
  let last = after;
  let woken = Promise.withResolvers<undefined>();
  const wake = (): void => woken.resolve(undefined);
  stream.signal.addEventListener('abort', wake, { once: true });
  const channel = { kind: 'run', id: runId } as const;
  const following = await follow(
    { events: store.events, hub },
    { scope, channel },
    {
      begin: () => undefined,
      room: async () => undefined,
      send: ({ type }) => {
        if (type === 'run.log' || endings.has(type)) wake();
      },
    },
  );
  const sendNew = async (): Promise<void> => {
    for (;;) {
      const lines = await store.runs.listLogs(scope, runId, { afterId: last, limit: batch });
      for (const line of lines)
        stream.send({ id: String(line.id), event: 'log', data: shown(line) });
      last = lines.at(-1)?.id ?? last;
      if (lines.length < batch) return;
      await stream.room();
    }
  };
  try {
    while (!stream.signal.aborted) {
      woken = Promise.withResolvers();
      // The status before the lines: what is written before the end is then among them.
      const { status } = found(await store.runs.getRun(scope, runId), 'run', runId);
      await sendNew();
      if (isTerminal(status)) {
        stream.end({ event: 'end', data: { run_id: runId, status } });
        return;
      }
      if (!stream.signal.aborted) await woken.promise;
    }
  } finally {
    following.stop();
  }
}

const endings: ReadonlySet<string> = new Set([
  'pipeline.completed',
  'pipeline.failed',
  'pipeline.cancelled',
]);

function shown({ id, at, level, attempt, task, message }: StoredLogLine): object {
  return { id, at, level, attempt, task, message };
}
