import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { routeName } from '../../http/measure-requests.ts';
import { parseTraceparent, runPlace } from './trace-ids.ts';

/**
 * A span for each request that has a route, child of whatever its traceparent header names. A
 * request that is answered with a run links to the run's trace.
 */
export function traceRequests(app: FastifyInstance, tracer: Tracer): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook('onRequest', async (request) => {
    const { url } = request.routeOptions;
    if (url === undefined || request.is404) return;
    const route = routeName(url);
    const span = tracer.startSpan(
      `${request.method} ${route}`,
      {
        kind: SpanKind.SERVER,
        attributes: {
          'http.request.method': request.method,
          'http.route': route,
          'url.path': request.url.split('?')[0] ?? '',
          'ai_etl.request.id': request.id,
        },
      },
      parentOf(request),
    );
    spans.set(request, span);
  });
  app.addHook('onSend', async (request, _reply, payload) => {
    const span = spans.get(request);
    if (span === undefined || request.method !== 'POST' || typeof payload !== 'string') return;
    const runId = /"run_id":"(run_\w+)"/.exec(payload)?.[1];
    if (runId === undefined) return;
    span.setAttribute('ai_etl.run.id', runId);
    span.addLink({
      context: { ...runPlace(runId), traceFlags: TraceFlags.SAMPLED, isRemote: true },
    });
  });
  app.addHook('onResponse', async (request, reply) => {
    const span = spans.get(request);
    if (span === undefined) return;
    const status = reply.statusCode;
    span.setAttribute('http.response.status_code', status);
    if (request.organisationId !== null) {
      span.setAttribute('ai_etl.organisation.id', request.organisationId);
    }
    if (status >= 500) {
      span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', String(status));
    }
    span.end();
  });
}

function parentOf({ headers }: FastifyRequest): Context {
  const parent = parseTraceparent(headers['traceparent']);
  if (parent === null) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: parent.traceId,
    spanId: parent.spanId,
    traceFlags: parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  });
}
