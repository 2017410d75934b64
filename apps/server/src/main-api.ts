/** The API process. `npm start` runs it as a child; alone it needs DATABASE_URL. */
import { openStore } from '@ai-etl/store';
import { makeApi } from './api.ts';
import { makeConnectors } from './connectors.ts';
import { databaseUrlOf, readConfig, readLogLevel } from './config.ts';
import { listen } from './http/listen.ts';
import { makeLog } from './http/log.ts';
import { openKeys } from './keys.ts';
import { openMailPort } from './mail/mail-port.ts';
import { readModelConfiguration } from './models/model-configuration.ts';
import { makeOutboundPolicy } from './net/outbound-policy.ts';
import { runProcess } from './process/run-process.ts';
import { makeOpenScratch } from './scratch.ts';
import { systemClock } from './system-clock.ts';
import { productVersion } from './telemetry/version.ts';

const log = makeLog('api', readLogLevel());

await runProcess(log, async () => {
  const config = readConfig();
  const keys = openKeys(config, {
    onTrouble: (error) => log.error({ err: error }, 'the token keys cannot be read'),
  });
  const mail = openMailPort(config);
  const store = await openStore({
    databaseUrl: databaseUrlOf(config),
    secretKeys: keys.secrets,
    log,
    applicationName: 'ai-etl api',
  });
  const { traces: endpoint } = config.reports;
  try {
    const tracing =
      endpoint === null
        ? null
        : (await import('./telemetry/tracing/open-tracing.ts')).openTracing({
            endpoint,
            serviceName: 'ai-etl-api',
            version: productVersion,
          });
    const app = await makeApi({
      store,
      connectors: makeConnectors(config),
      openScratch: await makeOpenScratch(config),
      keys,
      clock: systemClock,
      log,
      trustProxy: config.trustProxy,
      rateLimit: config.rateLimit,
      priceTable: config.priceTable,
      metricsToken: config.metricsToken,
      tracer: tracing?.requests ?? null,
      mail,
      publicUrl: config.publicUrl,
      corsOrigins: config.corsOrigins,
      openId: config.openId,
      models: await readModelConfiguration(config.models),
      outbound: makeOutboundPolicy(config.webhookAllow),
      modelOutbound: makeOutboundPolicy(config.modelAllow),
    });
    const address = await listen(app, config);
    log.info({ address }, 'listening');
    return {
      stop: async () => {
        await app.close();
        await tracing?.stop();
        mail?.mailer.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
});
