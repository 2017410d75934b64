import type { Tracer } from '@opentelemetry/api';
import Fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import type { Idempotency } from '@ai-etl/store';
import { authoriseEveryRoute, type AuthorisationPorts } from './authorisation.ts';
import { auditEveryChange, type AuditPorts } from './audit-trail.ts';
import { answerBrokenRequest, answerFailures } from './error-handling.ts';
import { takeTurns } from './heavy-work.ts';
import { repeatSafely } from './idempotency.ts';
import { apiPrefix } from './api-prefix.ts';
import { shareWithOrigins } from './cors.ts';
import { announceStop } from './caller-left.ts';
import { acceptJsonBodies } from './json-body.ts';
import { describeRoutes, serveDocs } from './openapi.ts';
import { measureRequests, type AnsweredRequest } from './measure-requests.ts';
import { limitRequests } from './rate-limiting.ts';
import { newRequestId } from './request-id.ts';
import { acceptWebSockets } from './web-sockets.ts';
import { validateRequestPart } from './request-validation.ts';
import { serialiseResponse } from './response-serialisation.ts';
import { answerRouteless } from './routeless.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { handlerTimeoutMs, socketLimits } from './socket-limits.ts';

export interface AppOptions extends AuthorisationPorts, AuditPorts {
  readonly log: Logger;
  /** Proxies of ours whose word in X-Forwarded-For counts: the last so many entries. */
  readonly trustProxy: number;
  /** Keeps answers by Idempotency-Key. */
  readonly idempotency: Idempotency;
  readonly limiter: RateLimiter;
  /** For spans of requests; null or absent: none. */
  readonly tracer?: Tracer | null;
  /** Origins whose pages may call the API, `https://console.example.com`. Absent: none but our own. */
  readonly corsOrigins?: readonly string[];
  /** Told of every request that was answered. */
  readonly onAnswer?: (request: AnsweredRequest) => void;
  /** Registers routes beside the API: health. */
  readonly root: (app: App) => void;
  /** Registers the resources' routes, below /api/v1. */
  readonly api: (app: App) => void;
}

/** Bodies are descriptions and settings; the largest allowed description is far smaller. */
const bodyLimitBytes = 1_048_576;

/** The HTTP server without a socket: call `listen`, or `inject` in tests. */
export async function buildApp(options: AppOptions) {
  const app = makeFastify(options);
  app.setValidatorCompiler(validateRequestPart);
  app.setSerializerCompiler(serialiseResponse);
  // First: where a later hook refuses an upgrade, its socket is closed.
  await acceptWebSockets(app);
  announceStop(app);
  addSecurityHeaders(app);
  await shareWithOrigins(app, options.corsOrigins ?? []);
  await traceWith(app, options.tracer ?? null);
  limitRequests(app, options);
  acceptJsonBodies(app);
  answerFailures(app);
  takeTurns(app);
  if (options.onAnswer !== undefined) measureRequests(app, options.onAnswer);
  logRequests(app);
  authoriseEveryRoute(app, options);
  repeatSafely(app, options.idempotency);
  auditEveryChange(app, options);
  await describeRoutes(app);
  await app.register(async (scope) => options.root(scope.withTypeProvider<ZodTypeProvider>()));
  await app.register(async (scope) => options.api(scope.withTypeProvider<ZodTypeProvider>()), {
    prefix: apiPrefix,
  });
  await serveDocs(app);
  await app.ready();
  return app;
}

/** OpenTelemetry is loaded only by who has a tracer. */
async function traceWith(app: App, tracer: Tracer | null): Promise<void> {
  if (tracer === null) return;
  const { traceRequests } = await import('../telemetry/tracing/request-spans.ts');
  traceRequests(app, tracer);
}

export type App = ReturnType<typeof makeFastify>;

function makeFastify({ log, trustProxy, limiter }: AppOptions) {
  // As Fastify's own logger type, so that plugins fit.
  const loggerInstance: FastifyBaseLogger = log;
  return Fastify({
    loggerInstance,
    trustProxy: trustProxy > 0 && ((_address, hop) => hop < trustProxy),
    bodyLimit: bodyLimitBytes,
    http: socketLimits,
    requestTimeout: socketLimits.requestTimeout,
    handlerTimeout: handlerTimeoutMs,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'request_id',
    }),
    return503OnClosing: false,
    // A request id from outside could forge log lines; ours only.
    requestIdHeader: false,
    genReqId: newRequestId,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    frameworkErrors: (error, request, reply) => {
      void answerRouteless(error, request, reply, limiter);
    },
    clientErrorHandler: (error, socket) => {
      if (socket.writable) socket.write(answerBrokenRequest(error.code, newRequestId()));
      socket.destroy();
    },
  }).withTypeProvider<ZodTypeProvider>();
}

function logRequests(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        // The pattern, not the URL: no ids to mine, no query strings.
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
  });
}
