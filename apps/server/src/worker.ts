import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Clock } from '@ai-etl/core';
import { createScheduler, createWorker } from '@ai-etl/engine';
import type { Store } from '@ai-etl/store';
import type { Connectors } from './data/connector-lookup.ts';
import { engineLogOf } from './engine-log.ts';
import type { Running } from './process/run-process.ts';

export interface WorkerProcessPorts {
  readonly store: Store;
  readonly connectors: Connectors;
  readonly clock: Clock;
  readonly log: Logger;
  readonly concurrency: number;
}

/** How long a stopping worker lets runs end before it hands them back. */
const drainMs = 10_000;

/** Starts a worker and a scheduler; any number of these may run at the same time. */
export async function startWorker(ports: WorkerProcessPorts): Promise<Running> {
  const { store, connectors, clock, concurrency } = ports;
  const log = engineLogOf(ports.log);
  const worker = createWorker(
    {
      store: store.runStore,
      queue: store.queue,
      connectors: (type) => connectors.find(type),
      clock,
      random: Math.random,
      log,
    },
    { workerId: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`, concurrency },
  );
  const scheduler = createScheduler({ schedules: store.scheduleStore, clock, log });
  await worker.start();
  scheduler.start();
  return {
    stop: async () => {
      await scheduler.stop();
      await worker.stop({ drainMs });
    },
  };
}
