import type { Kysely } from 'kysely';
import { types, type Pool } from 'pg';
import { fromKysely, PgBoss } from 'pg-boss';
import type { RunQueue } from '@ai-etl/core';
import { advisoryLocks, withAdvisoryLock } from '../database/advisory-lock.ts';
import { translateDatabaseError } from '../database/database-error.ts';
import type { AllTables } from '../database/schema.ts';
import type { StoreLog } from '../store-log.ts';
import type { JobSender } from './job-sender.ts';
import { queueName, queueSchema, reportTrouble } from './queue-settings.ts';
import { workerOf } from './worker.ts';

export interface QueuePorts {
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly pool: Pool;
  readonly db: Kysely<AllTables>;
  readonly log: StoreLog;
}

export interface OpenQueue {
  readonly queue: RunQueue;
  readonly jobs: JobSender;
  close(): Promise<void>;
}

const queueOptions = {
  // An insert notifies, so that an idle worker starts at once instead of at its next look.
  notify: true,
  // The run row decides about retries; a job that was handed out is done, whatever came of it.
  retryLimit: 0,
  // pg-boss allows no more; a handler may run longer (its job is then marked failed, harmlessly).
  expireInSeconds: 86_400,
  deleteAfterSeconds: 3_600,
};

/**
 * pg-boss on our PostgreSQL. Sending uses our pool and the caller's transaction; working opens
 * connections of its own (one listens), so a process that only sends has none.
 */
export async function openQueue(ports: QueuePorts): Promise<OpenQueue> {
  const sender = new PgBoss({
    schema: queueSchema,
    db: {
      // The driver's own type parsers: ours give text where pg-boss expects Date.
      executeSql: (text, values) => ports.pool.query({ text, values: values ?? [], types }),
    },
    schedule: false,
    registerInstance: false,
    supervise: false,
    reindex: false,
    monitorVacuum: false,
  });
  reportTrouble(sender, ports.log);
  try {
    // pg-boss installs itself; two processes that do so at once were seen to collide.
    await withAdvisoryLock(ports.pool, advisoryLocks.installQueue, async () => {
      await sender.start();
      await sender.createQueue(queueName, queueOptions);
    });
  } catch (error) {
    await sender.stop({ graceful: false, close: false }).catch(() => undefined);
    throw translateDatabaseError(error);
  }

  const jobs: JobSender = {
    send: async (trx, runId, options = {}) => {
      await sender.send(queueName, { runId }, { ...options, db: fromKysely(trx) });
    },
  };
  const worker = workerOf(ports);
  return {
    jobs,
    queue: {
      enqueue: (runId, options) => jobs.send(ports.db, runId, options),
      work: (handler, options) => worker.work(handler, options),
      stop: (options) => worker.stop(options?.timeoutMs ?? 30_000),
    },
    close: async () => {
      await worker.stop(30_000);
      await sender.stop({ graceful: false, close: false });
    },
  };
}
