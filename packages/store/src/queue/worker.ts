import { PgBoss } from 'pg-boss';
import { invariant, type RunHandler, type WorkOptions } from '@ai-etl/core';
import { translateDatabaseError } from '../database/database-error.ts';
import type { StoreLog } from '../store-log.ts';
import { queueName, queueSchema, reportTrouble } from './queue-settings.ts';

export interface WorkerPorts {
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly log: StoreLog;
}

/** The working half of the queue: started once, stopped once. */
export interface QueueWorker {
  work(handler: RunHandler, options: WorkOptions): Promise<void>;
  stop(timeoutMs: number): Promise<void>;
}

/** pg-boss refuses less. */
const leastPollingSeconds = 0.5;

export function workerOf(ports: WorkerPorts): QueueWorker {
  const stopping = new AbortController();
  let boss: PgBoss | null = null;
  return {
    work: async (handler, { concurrency, pollingSeconds = 1 }) => {
      invariant(boss === null, 'work() is called once');
      boss = new PgBoss({
        connectionString: ports.databaseUrl,
        application_name: `${ports.applicationName} queue`,
        schema: queueSchema,
        // Besides one that listens, outside the pool. A fetch is a millisecond.
        max: 2,
        useListenNotify: true,
        schedule: false,
        registerInstance: false,
        migrate: false,
      });
      reportTrouble(boss, ports.log);
      const seconds = Math.max(pollingSeconds, leastPollingSeconds);
      try {
        await boss.start();
        await boss.work<unknown>(
          queueName,
          {
            localConcurrency: concurrency,
            pollingIntervalSeconds: seconds,
            notifyPollingIntervalSeconds: seconds,
          },
          async (jobs) => {
            for (const job of jobs) await handle(job.data, handler, stopping.signal, ports.log);
          },
        );
      } catch (error) {
        await boss.stop({ graceful: false }).catch(() => undefined);
        throw translateDatabaseError(error);
      }
    },
    stop: async (timeoutMs) => {
      stopping.abort();
      await boss?.stop({ timeout: timeoutMs });
    },
  };
}

async function handle(
  data: unknown,
  handler: RunHandler,
  signal: AbortSignal,
  log: StoreLog,
): Promise<void> {
  const runId = runIdOf(data);
  if (runId === null) {
    log.error({}, 'a job without a run id was dropped');
    return;
  }
  try {
    await handler(runId, signal);
  } catch (error) {
    log.error({ runId, err: error }, 'the handler of a run failed');
  }
}

function runIdOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('runId' in data)) return null;
  return typeof data.runId === 'string' ? data.runId : null;
}
