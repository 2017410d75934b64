import type { Logger } from 'pino';
import { binOf, type Metrics, type RequestCount } from '@ai-etl/store';
import type { AnsweredRequest } from '../http/measure-requests.ts';

/** Counts the requests of organisations in memory and adds them to the rollups now and then. */
export interface RequestRecorder {
  record(request: AnsweredRequest): void;
  /** Writes what was counted; never throws: what cannot be written is tried again with the next. */
  flush(): Promise<void>;
  /** Flushes for the last time. */
  stop(): Promise<void>;
}

/** A killed process forgets what it counted in this time. */
const flushEveryMs = 5000;
/** While the database is away, further kinds of requests are not counted. */
const mostKinds = 20_000;

interface Counter {
  readonly key: Omit<RequestCount, 'count' | 'seconds'>;
  count: number;
  seconds: number;
}

export function makeRequestRecorder(
  metrics: Pick<Metrics, 'addRequests'>,
  log: Pick<Logger, 'warn'>,
): RequestRecorder {
  let counters = new Map<string, Counter>();
  let writing: Promise<void> = Promise.resolve();

  const add = (key: Counter['key'], count: number, seconds: number): void => {
    const name = `${key.organisationId} ${key.route} ${key.status} ${key.bin}`;
    const known = counters.get(name);
    if (known !== undefined) {
      known.count += count;
      known.seconds += seconds;
    } else if (counters.size < mostKinds) counters.set(name, { key, count, seconds });
  };
  const write = async (): Promise<void> => {
    const taken = [...counters.values()];
    if (taken.length === 0) return;
    counters = new Map();
    try {
      await metrics.addRequests(
        taken.map(({ key, count, seconds }) => ({ ...key, count, seconds })),
      );
    } catch (error) {
      for (const { key, count, seconds } of taken) add(key, count, seconds);
      log.warn({ err: error }, 'request metrics could not be written; tried again later');
    }
  };
  const flush = (): Promise<void> => (writing = writing.then(write));
  const timer = setInterval(() => void flush(), flushEveryMs).unref();

  return {
    record: ({ organisationId, method, route, status, seconds }) => {
      if (organisationId === null) return;
      const key = {
        organisationId,
        route: `${method} ${route}`,
        status: String(status),
        bin: binOf(seconds),
      };
      add(key, 1, seconds);
    },
    flush,
    stop: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
