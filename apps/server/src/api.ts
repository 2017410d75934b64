import type { Tracer } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Clock, OpenScratch } from '@ai-etl/core';
import type { Store } from '@ai-etl/store';
import { makeAuthentication } from './auth/authentication.ts';
import { warmPasswords } from './auth/passwords.ts';
import type { OpenIdSettings } from './config.ts';
import { makeCatalogCache } from './data/catalog-cache.ts';
import { askedAhead, keepPreparedSchemas } from './data/prepared-schemas.ts';
import type { Running } from './process/run-process.ts';
import { watchCatalogs } from './data/watch-catalogs.ts';
import type { Connectors } from './data/connector-lookup.ts';
import { tellBrokenConnection } from './events/broken-connection.ts';
import type { StreamLimits } from './events/stream-slots.ts';
import { buildApp } from './http/app.ts';
import { serveMetrics } from './http/metrics-route.ts';
import type { ServerKeys } from './keys.ts';
import type { RateLimitSetting } from './limits/rate-limit-setting.ts';
import { makeRateLimiter } from './limits/rate-limiter.ts';
import type { MailPort } from './mail/mail-port.ts';
import { noProviders, type ModelConfiguration } from './models/model-configuration.ts';
import { noModels, openModels } from './models/open-models.ts';
import { makeOutboundPolicy, nothingAllowed, type OutboundPolicy } from './net/outbound-policy.ts';
import { registerAuditLogRoutes } from './resources/audit-log/routes.ts';
import { registerAuthentication } from './resources/auth/register.ts';
import { registerEvents } from './resources/events/register.ts';
import { registerHealthRoutes } from './resources/health/routes.ts';
import { makeHealthService } from './resources/health/service.ts';
import { makeQuestionService } from './resources/nl-query/service.ts';
import { registerLanguageModelRoutes } from './resources/language-models/routes.ts';
import { makeLanguageModelService } from './resources/language-models/service.ts';
import { registerConnections } from './resources/connections/register.ts';
import { registerData } from './resources/data/register.ts';
import { registerObservabilityRoutes } from './resources/observability/routes.ts';
import { makeObservabilityService } from './resources/observability/service.ts';
import { registerPipelines } from './resources/pipelines/register.ts';
import { invitationMail } from './resources/invitations/invitation-mail.ts';
import { registerOrganisation } from './resources/organisation/register.ts';
import { readPriceTable } from './resources/storage/model/price-table.ts';
import { registerWebhookRoutes } from './resources/webhooks/routes.ts';
import { makeWebhookService } from './resources/webhooks/service.ts';
import { makeApiMetrics } from './telemetry/prometheus.ts';
import { makeRequestRecorder } from './telemetry/request-recorder.ts';

export interface ApiPorts {
  readonly store: Store;
  readonly connectors: Connectors;
  /** Proves what the local route does. Absent: only its extracts are proved. */
  readonly openScratch?: OpenScratch;
  readonly keys: ServerKeys;
  readonly clock: Clock;
  readonly log: Logger;
  /** Proxies of ours whose word in X-Forwarded-For counts: the last so many entries. */
  readonly trustProxy: number;
  readonly rateLimit: RateLimitSetting;
  /** Path of a price table for storage recommendations; absent or null: ours. */
  readonly priceTable?: string | null;
  /** For spans of requests. Absent or null: none are made. */
  readonly tracer?: Tracer | null;
  /** Lets other machines read /metrics. Absent or null: none. */
  readonly metricsToken?: string | null;
  /** Absent or null: no mail is sent. */
  readonly mail?: MailPort | null;
  /** Where people reach this server. Absent or null: not known. */
  readonly publicUrl?: string | null;
  /** Origins whose pages may call. Absent: none but our own. */
  readonly corsOrigins?: readonly string[];
  /** Absent or null: nobody logs in with OpenID Connect. */
  readonly openId?: OpenIdSettings | null;
  /** Where webhooks may call. Absent: public addresses over https. */
  readonly outbound?: OutboundPolicy;
  /** Where providers of language models that projects bring may be. Absent: public addresses over https. */
  readonly modelOutbound?: OutboundPolicy;
  /** Absent or null: the built-in parser reads all words of projects without a provider of their own. */
  readonly models?: ModelConfiguration | null;
  /** Absent: the usual ones. */
  readonly streamLimits?: StreamLimits;
}

/** The whole API, wired, without a socket. */
export async function makeApi(ports: ApiPorts) {
  const { store, connectors, keys, clock, log, trustProxy } = ports;
  const { identity } = store;
  const { mail = null, publicUrl = null, corsOrigins = [] } = ports;
  const authentication = makeAuthentication({ identity, keys: keys.tokens, clock, log });
  const prepared = keepPreparedSchemas();
  const catalogs = makeCatalogCache({
    connections: store.connections,
    catalogs: store.catalogs,
    connectors,
    clock,
    onBackgroundFailure: (connectionId, error) =>
      log.warn({ connection_id: connectionId, err: error }, 'a catalog could not be read anew'),
    onBroken: tellBrokenConnection(store.events, log),
    onKnown: ({ id }, catalog) => {
      const schema = askedAhead(catalog);
      if (schema === null) return;
      prepared
        .prepareAhead(id, schema)
        .catch((error: unknown) =>
          log.warn({ connection_id: id, err: error }, 'a schema could not be prepared'),
        );
    },
  });
  const project = { connections: store.connections, cache: catalogs };
  const requests = makeRequestRecorder(store.metrics, log);
  const prometheus = makeApiMetrics(store.metrics.countLiveRuns);
  const prices = await readPriceTable(ports.priceTable ?? null);
  const modelOutbound = ports.modelOutbound ?? makeOutboundPolicy(nothingAllowed);
  const modelsOf = await openModels(ports.models ?? noProviders, {
    store,
    clock,
    log,
    policy: modelOutbound,
    observe: prometheus.modelCalled,
  });
  await warmPasswords();
  return buildApp({
    log,
    trustProxy,
    readToken: (token) => authentication.callers.read(token),
    projectOf: store.organisations.projectOf,
    idempotency: store.idempotency,
    audit: store.audit,
    clock,
    limiter: makeRateLimiter({ rateLimits: store.rateLimits, setting: ports.rateLimit, clock }),
    tracer: ports.tracer ?? null,
    corsOrigins,
    onAnswer: (request) => {
      requests.record(request);
      prometheus.observe(request);
    },
    root: (app) => {
      let watch: Running | null = null;
      app.addHook('onListen', async () => {
        watch = watchCatalogs({ store, catalogs, clock, log });
      });
      app.addHook('onClose', async () => {
        await watch?.stop();
        await requests.stop();
      });
      registerHealthRoutes(app, makeHealthService(store));
      serveMetrics(app, prometheus, ports.metricsToken ?? null);
    },
    api: (app) => {
      registerAuthentication(app, {
        identity,
        authentication,
        clock,
        log,
        mail,
        publicUrl,
        openId: ports.openId ?? null,
      });
      registerAuditLogRoutes(app, store.audit);
      registerOrganisation(app, {
        store,
        authentication,
        clock,
        mail: invitationMail({ mail, organisations: store.organisations, log }),
      });
      registerConnections(app, { store, connectors, catalogs, clock });
      registerData(app, {
        store,
        project,
        connectors,
        catalogs,
        prepared,
        clock,
        prices,
        modelsOf,
      });
      registerPipelines(app, {
        store,
        project,
        connectors,
        clock,
        log,
        askAt: (nowMs) =>
          makeQuestionService({
            store,
            project,
            catalogs,
            prepared,
            connectors,
            clock: { ...clock, now: () => nowMs },
            // What is approved is what the words are read as by themselves.
            modelsOf: noModels,
          }),
        modelsOf,
        ...(ports.openScratch === undefined ? {} : { openScratch: ports.openScratch }),
      });
      registerObservabilityRoutes(
        app,
        makeObservabilityService({ store, clock, flush: requests.flush }),
      );
      const policy = ports.outbound ?? makeOutboundPolicy(nothingAllowed);
      const mailer = mail?.mailer ?? null;
      registerEvents(app, {
        store,
        readToken: (token) => authentication.callers.read(token),
        keys: keys.tokens,
        clock,
        log,
        pageOrigins: [...(publicUrl === null ? [] : [publicUrl]), ...corsOrigins],
        ...(ports.streamLimits === undefined ? {} : { limits: ports.streamLimits }),
      });
      registerWebhookRoutes(app, makeWebhookService({ store, policy, mailer, clock }));
      registerLanguageModelRoutes(app, makeLanguageModelService({ store, policy: modelOutbound }));
    },
  });
}
