import type { Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { AiEtlError } from '@ai-etl/core';
import type { RunReport } from '@ai-etl/store';
import { runSpans } from './run-trace.ts';

export interface TracingOptions {
  /** `http://collector:4318`; traces go to /v1/traces below it. OTEL_EXPORTER_OTLP_HEADERS is heeded too. */
  readonly endpoint: string;
  readonly serviceName: string;
  readonly version: string;
}

/** Traces by OTLP over HTTP. */
export interface Tracing {
  /** For spans of requests: sent in batches, given up when the receiver is away. */
  readonly requests: Tracer;
  /** Sends the trace of an ended run; a start is no trace yet. Throws SERVICE_UNAVAILABLE. */
  sendRun(report: RunReport): Promise<void>;
  /** Sends what waits. */
  stop(): Promise<void>;
}

const timeoutMillis = 10_000;

/** This module is loaded only where traces are configured: it brings OpenTelemetry along. */
export function openTracing({ endpoint, serviceName, version }: TracingOptions): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis,
  });
  const resource = resourceFromAttributes({
    'service.name': serviceName,
    'service.version': version,
  });
  const provider = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1000 })],
  });
  return {
    requests: provider.getTracer('ai-etl', version),
    sendRun: async (report) => {
      if (report.stage !== 'ended') return;
      const spans = runSpans(report, resource);
      await new Promise<void>((resolve, reject) => {
        exporter.export(spans, ({ code, error }) => {
          // oxlint-disable-next-line typescript/no-unsafe-enum-comparison -- ExportResultCode.SUCCESS of @opentelemetry/core, which we do not load for it
          if (code === 0) resolve();
          else reject(notTaken(error));
        });
      });
    },
    // The receiver may be away; the process stops all the same.
    stop: () => provider.shutdown().catch(() => undefined),
  };
}

function notTaken(cause: unknown): AiEtlError {
  return new AiEtlError('SERVICE_UNAVAILABLE', 'The receiver of traces did not take a trace.', {
    cause,
  });
}
