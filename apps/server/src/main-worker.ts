/** A worker process. `npm start` runs one as a child; alone it needs DATABASE_URL. */
import { openStore, workerName } from '@ai-etl/store';
import { databaseUrlOf, readConfig, readLogLevel } from './config.ts';
import { makeConnectors } from './connectors.ts';
import { makeLog } from './http/log.ts';
import { maskKeysOf, openKeys } from './keys.ts';
import { openMailPort } from './mail/mail-port.ts';
import { makeOutboundPolicy } from './net/outbound-policy.ts';
import { runProcess } from './process/run-process.ts';
import { makeOpenScratch } from './scratch.ts';
import { systemClock } from './system-clock.ts';
import { makeWorkerMetrics } from './telemetry/prometheus.ts';
import { serveWorkerMetrics } from './telemetry/worker-metrics-server.ts';
import { startWorker } from './worker.ts';

const log = makeLog('worker', readLogLevel());

await runProcess(log, async () => {
  const config = readConfig();
  const mail = openMailPort(config);
  const { secrets } = openKeys(config);
  const store = await openStore({
    databaseUrl: databaseUrlOf(config),
    secretKeys: secrets,
    log,
    applicationName: workerName,
    maxConnections: config.workerConcurrency * 2 + 4,
  });
  const { workerMetricsPort: port, host, metricsToken: token } = config;
  const metrics =
    port === null
      ? null
      : makeWorkerMetrics(store.metrics.countLiveRuns, { slots: config.workerConcurrency });
  try {
    const metricsServer =
      metrics === null || port === null
        ? null
        : await serveWorkerMetrics(metrics, { host, port, token, log });
    const worker = await startWorker({
      store,
      connectors: makeConnectors(config),
      openScratch: await makeOpenScratch(config),
      maskKey: maskKeysOf(secrets),
      clock: systemClock,
      log,
      concurrency: config.workerConcurrency,
      leaseMs: config.leaseSeconds * 1000,
      maxRetryDelayMs: config.retryMaxDelaySeconds * 1000,
      chunkRows: config.chunkRows,
      outbound: makeOutboundPolicy(config.webhookAllow),
      mailer: mail?.mailer ?? null,
      eventRetentionDays: config.eventRetentionDays,
      logRetentionDays: config.logRetentionDays,
      auditRetentionDays: config.auditRetentionDays,
      reports: config.reports,
      ...(metrics === null ? {} : { metrics }),
    });
    log.info({ concurrency: config.workerConcurrency }, 'working');
    return {
      stop: async () => {
        await worker.stop();
        await metricsServer?.stop();
        mail?.mailer.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
});
