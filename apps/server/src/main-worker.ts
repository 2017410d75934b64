/** A worker process. `npm start` runs one as a child; alone it needs DATABASE_URL. */
import { openStore } from '@ai-etl/store';
import { databaseUrlOf, readConfig, readLogLevel } from './config.ts';
import { connectors } from './connectors.ts';
import { makeLog } from './http/log.ts';
import { openKeys } from './keys.ts';
import { openMailPort } from './mail/mail-port.ts';
import { makeOutboundPolicy } from './net/outbound-policy.ts';
import { runProcess } from './process/run-process.ts';
import { systemClock } from './system-clock.ts';
import { startWorker } from './worker.ts';

const log = makeLog('worker', readLogLevel());

await runProcess(log, async () => {
  const config = readConfig();
  const mail = openMailPort(config);
  const store = await openStore({
    databaseUrl: databaseUrlOf(config),
    secretKeys: openKeys(config).secrets,
    log,
    applicationName: 'ai-etl worker',
    maxConnections: config.workerConcurrency * 2 + 4,
  });
  try {
    const worker = await startWorker({
      store,
      connectors,
      clock: systemClock,
      log,
      concurrency: config.workerConcurrency,
      outbound: makeOutboundPolicy(config.webhookAllow),
      mailer: mail?.mailer ?? null,
      eventRetentionDays: config.eventRetentionDays,
    });
    log.info({ concurrency: config.workerConcurrency }, 'working');
    return {
      stop: async () => {
        await worker.stop();
        mail?.mailer.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
});
