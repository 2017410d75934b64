import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Clock, OpenScratch } from '@ai-etl/core';
import { createScheduler, createWorker } from '@ai-etl/engine';
import type { Store } from '@ai-etl/store';
import { startCatalogRefresher } from './catalog/refresher.ts';
import type { Connectors } from './data/connector-lookup.ts';
import { engineLogOf } from './engine-log.ts';
import { startHousekeeper } from './housekeeping/housekeeper.ts';
import type { Mailer } from './mail/mailer.ts';
import { makeOutboundPolicy, nothingAllowed, type OutboundPolicy } from './net/outbound-policy.ts';
import type { Running } from './process/run-process.ts';
import { countRuns } from './telemetry/count-runs.ts';
import { observeRuns } from './telemetry/observed-run-store.ts';
import { startReporters, type ReportTargets } from './telemetry/start-reporters.ts';
import type { WorkerMetrics } from './telemetry/prometheus.ts';
import { startDeliverer } from './webhooks/deliverer.ts';

export interface WorkerProcessPorts {
  readonly store: Store;
  readonly connectors: Connectors;
  /** For the local route. Absent: this worker cannot take it. */
  readonly openScratch?: OpenScratch;
  /** A project's key for masked values, see `maskKeysOf`. */
  readonly maskKey: (projectId: string) => string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly concurrency: number;
  /** See WorkerOptions of the engine, whose defaults hold where these are absent. */
  readonly leaseMs?: number;
  readonly maxRetryDelayMs?: number;
  /** Rows of a durable chunk. Absent: as the engine has it. */
  readonly chunkRows?: number;
  /** Where webhooks may call. Absent: public addresses over https. */
  readonly outbound?: OutboundPolicy;
  /** For notices by e-mail. Absent or null: none are sent. */
  readonly mailer?: Pick<Mailer, 'send'> | null;
  /** Default: a week. */
  readonly eventRetentionDays?: number;
  /** Log lines of runs are deleted this long after their end. Default: 90. */
  readonly logRetentionDays?: number;
  /** Default 400. */
  readonly auditRetentionDays?: number;
  /** Whom runs are reported to. Absent: nobody. */
  readonly reports?: ReportTargets;
  /** Told of runs for /metrics. Absent: nobody. */
  readonly metrics?: WorkerMetrics;
}

/** Finished deliveries are kept for this long. */
const deliveryDays = 30;

/** Metrics by the minute, and by the hour. */
const metricDays = { minuteDays: 8, hourDays: 800 } as const;

/** How long a stopping worker lets runs end before it hands them back. */
const drainMs = 10_000;

/** Starts a worker and a scheduler; any number of these may run at the same time. */
export async function startWorker(ports: WorkerProcessPorts): Promise<Running> {
  const { store, connectors, clock, concurrency } = ports;
  const log = engineLogOf(ports.log);
  const worker = createWorker(
    {
      store:
        ports.metrics === undefined
          ? store.runStore
          : observeRuns(
              store.runStore,
              countRuns(ports.metrics, () => clock.now()),
              ports.log,
            ),
      queue: store.queue,
      connectors: (type) => connectors.find(type),
      ...(ports.openScratch === undefined ? {} : { openScratch: ports.openScratch }),
      clock,
      random: Math.random,
      maskKey: ports.maskKey,
      log,
    },
    {
      workerId: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
      concurrency,
      ...(ports.leaseMs === undefined ? {} : { leaseMs: ports.leaseMs }),
      ...(ports.maxRetryDelayMs === undefined ? {} : { maxRetryDelayMs: ports.maxRetryDelayMs }),
      ...(ports.chunkRows === undefined ? {} : { chunkRows: ports.chunkRows }),
    },
  );
  const scheduler = createScheduler({ schedules: store.scheduleStore, clock, log });
  await worker.start();
  scheduler.start();
  const deliverer = startDeliverer({
    store,
    clock,
    log: ports.log,
    random: Math.random,
    policy: ports.outbound ?? makeOutboundPolicy(nothingAllowed),
    mailer: ports.mailer ?? null,
    retention: { noticeDays: ports.eventRetentionDays ?? 7, deliveryDays },
  });
  const housekeeper = startHousekeeper({
    store,
    clock,
    random: Math.random,
    log: ports.log,
    retention: { runLogDays: ports.logRetentionDays ?? 90, ...metricDays },
    auditDays: ports.auditRetentionDays ?? 400,
  });
  const refresher = startCatalogRefresher({
    store,
    connectors,
    clock,
    random: Math.random,
    log: ports.log,
  });
  const reporters = await startReporters(ports.reports ?? { lineage: null, traces: null }, {
    store,
    clock,
    log: ports.log,
  });
  return {
    stop: async () => {
      await scheduler.stop();
      await reporters.stop();
      await housekeeper.stop();
      // All may have work in hand; the supervisor's patience is for them together.
      await Promise.all([deliverer.stop(), refresher.stop(), worker.stop({ drainMs })]);
    },
  };
}
