import { SpanKind, SpanStatusCode, trace, ROOT_CONTEXT, type Context } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';
import type { Run, RunError, RunTask } from '@ai-etl/core';
import type { RunReport } from '@ai-etl/store';
import { runPlace, taskPlace, type SpanPlace } from './trace-ids.ts';

/** The spans of an ended run: the run itself, and below it the tasks of its last attempt that began. */
export function runSpans(report: RunReport, resource: Resource): ReadableSpan[] {
  const { run, tasks } = report;
  let place: SpanPlace = runPlace(run.id);
  const kept = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource,
    sampler: new AlwaysOnSampler(),
    idGenerator: { generateTraceId: () => place.traceId, generateSpanId: () => place.spanId },
    spanProcessors: [new SimpleSpanProcessor({ exporter: kept })],
  });
  const tracer = provider.getTracer('ai-etl');
  const startTime = new Date(run.startedAt ?? run.createdAt);
  const root = tracer.startSpan(
    `run ${report.pipelineName}`,
    { kind: SpanKind.INTERNAL, startTime, attributes: runAttributes(report) },
    ROOT_CONTEXT,
  );
  const inRun: Context = trace.setSpan(ROOT_CONTEXT, root);
  for (const task of tasks) {
    if (task.startedAt === null) continue;
    place = taskPlace(run.id, task.id);
    const span = tracer.startSpan(
      `task ${task.id}`,
      { startTime: new Date(task.startedAt), attributes: taskAttributes(task) },
      inRun,
    );
    if (task.status === 'failed') fail(span, task.error);
    span.end(new Date(task.finishedAt ?? run.finishedAt ?? task.startedAt));
  }
  if (run.status === 'failed') fail(root, run.error);
  root.end(new Date(run.finishedAt ?? run.createdAt));
  return kept.getFinishedSpans();
}

function runAttributes({ run, pipelineName, organisationId, projectId }: RunReport) {
  return {
    'ai_etl.run.id': run.id,
    'ai_etl.run.status': run.status,
    'ai_etl.run.trigger': run.trigger,
    'ai_etl.run.attempts': run.attempt,
    'ai_etl.run.environment': run.environment,
    'ai_etl.run.logical_time': run.logicalTime,
    'ai_etl.run.queue_seconds': queueSeconds(run),
    'ai_etl.pipeline.id': run.pipelineId,
    'ai_etl.pipeline.name': pipelineName,
    'ai_etl.pipeline.version': run.pipelineVersion,
    'ai_etl.project.id': projectId,
    'ai_etl.organisation.id': organisationId,
    ...(run.receipt === null
      ? {}
      : {
          'ai_etl.run.rows': Number(run.receipt.loaded_rows),
          'ai_etl.run.bytes': Number(run.receipt.bytes),
        }),
  };
}

function queueSeconds({ createdAt, startedAt }: Run): number {
  return startedAt === null ? 0 : (Date.parse(startedAt) - Date.parse(createdAt)) / 1000;
}

function taskAttributes(task: RunTask) {
  return {
    'ai_etl.task.id': task.id,
    'ai_etl.task.kind': task.kind,
    'ai_etl.task.status': task.status,
    'ai_etl.task.attempt': task.attempt,
    ...(task.rows === null ? {} : { 'ai_etl.task.rows': Number(task.rows) }),
  };
}

function fail(
  span: ReturnType<ReturnType<TracerProvider['getTracer']>['startSpan']>,
  error: RunError | null,
): void {
  span.setStatus({
    code: SpanStatusCode.ERROR,
    ...(error === null ? {} : { message: error.message }),
  });
  if (error !== null) span.setAttribute('error.type', error.code);
}
