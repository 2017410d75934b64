import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AiEtlError, contentHash, PipelineSpec, type RunStatus, type RunTask } from '@ai-etl/core';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { openTracing, type Tracing } from './open-tracing.ts';
import { runPlace, taskPlace } from './trace-ids.ts';

/** A receiver of OTLP over HTTP, in JSON. */
interface Collector {
  readonly url: string;
  /** The spans taken so far. */
  readonly spans: unknown[];
  readonly services: Set<string>;
  /** Answers the next request with this status. */
  refuse(status: number): void;
  readonly server: Server;
}

async function startCollector(): Promise<Collector> {
  const spans: unknown[] = [];
  const services = new Set<string>();
  const refusals: number[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const status = refusals.shift() ?? (request.url === '/v1/traces' ? 200 : 404);
      if (status === 200) {
        const body: unknown = JSON.parse(text);
        spans.push(...listAt(body, 'resourceSpans.0.scopeSpans.0.spans'));
        for (const one of listAt(body, 'resourceSpans.0.resource.attributes')) {
          if (textAt(one, 'key') === 'service.name') services.add(textAt(one, 'value.stringValue'));
        }
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  return { url, spans, services, refuse: (status) => refusals.push(status), server };
}

function listAt(body: unknown, path: string): readonly unknown[] {
  const value = valueAt(body, path);
  return Array.isArray(value) ? value : [];
}

function attribute(span: unknown, key: string): unknown {
  const found = listAt(span, 'attributes').find((one) => textAt(one, 'key') === key);
  const value = valueAt(found, 'value');
  return typeof value === 'object' && value !== null ? Object.values(value)[0] : undefined;
}

let collector: Collector;
let tracing: Tracing;
let api: TestApi;
let pipelineId: string;

beforeAll(async () => {
  collector = await startCollector();
  tracing = openTracing({
    endpoint: `${collector.url}/`,
    serviceName: 'ai-etl-test',
    version: '0',
  });
  api = await startTestApi({ tracer: tracing.requests });
  const spec = PipelineSpec.parse({ version: 1, name: 'traced', policy: { max_active_runs: 10 } });
  const { id } = await api.store.pipelines.createPipeline(
    { organisationId: api.organisationId },
    {
      projectId: api.projectId,
      name: 'traced',
      description: '',
      spec,
      specHash: contentHash(spec),
    },
  );
  pipelineId = id;
});
afterAll(async () => {
  await api.close();
  await tracing.stop();
  collector.server.close();
});

const error = { code: 'QUERY_FAILED', message: 'No such column.', details: [], retryable: false };

async function endedRun(to: RunStatus): Promise<string> {
  const { runStore } = api.store;
  const { id } = await runStore.createRun({
    pipelineId,
    pipelineVersion: 1,
    trigger: 'manual',
    params: {},
    logicalTime: '2024-01-26T00:00:00.000Z',
  });
  const claimed = await runStore.claimRun(id, { workerId: 'test', leaseMs: 60_000 });
  if (claimed === null) throw new AiEtlError('INTERNAL_ERROR', 'the run could not be claimed');
  const fence = { runId: id, attempt: claimed.run.attempt };
  const startedAt = claimed.run.startedAt ?? '';
  const task = { kind: 'load', dependsOn: [], attempt: 1, startedAt, error: null } as const;
  const tasks: RunTask[] = [
    { ...task, id: 'load', status: 'success', finishedAt: startedAt, rows: '70' },
    {
      ...task,
      id: 'publish',
      status: to === 'failed' ? 'failed' : 'success',
      finishedAt: startedAt,
      rows: null,
      error: to === 'failed' ? error : null,
    },
    { ...task, id: 'never', status: 'skipped', startedAt: null, finishedAt: null, rows: null },
  ];
  await runStore.saveTasks(fence, tasks);
  await runStore.transition(fence, ['running'], to === 'failed' ? { to, error } : { to });
  return id;
}

const sendAll = () => api.store.runReports.sendReports('traces', tracing.sendRun);

describe('the trace of a run', () => {
  it('is one trace: the run, and its tasks below it', async () => {
    const runId = await endedRun('failed');
    await sendAll();
    const { traceId, spanId } = runPlace(runId);
    const spans = collector.spans.filter((one) => textAt(one, 'traceId') === traceId);
    expect(spans.map((one) => textAt(one, 'name')).toSorted()).toEqual([
      'run traced',
      'task load',
      'task publish',
    ]);
    const named = (name: string) => spans.find((one) => textAt(one, 'name') === name);
    expect(named('run traced')).toMatchObject({
      spanId,
      status: { code: 2, message: 'No such column.' },
    });
    expect(textAt(named('run traced'), 'parentSpanId')).toBe('');
    expect(attribute(named('run traced'), 'ai_etl.run.id')).toBe(runId);
    expect(attribute(named('run traced'), 'ai_etl.pipeline.name')).toBe('traced');
    expect(attribute(named('run traced'), 'error.type')).toBe('QUERY_FAILED');
    expect(named('task load')).toMatchObject({
      parentSpanId: spanId,
      spanId: taskPlace(runId, 'load').spanId,
      status: { code: 0 },
    });
    expect(attribute(named('task load'), 'ai_etl.task.rows')).toBe(70);
    expect(named('task publish')).toMatchObject({ parentSpanId: spanId, status: { code: 2 } });
    expect([...collector.services]).toEqual(['ai-etl-test']);
  });

  it('is sent again with the same ids when the receiver did not take it', async () => {
    const runId = await endedRun('success');
    collector.refuse(400);
    await expect(sendAll()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    const { traceId } = runPlace(runId);
    const count = () => collector.spans.filter((one) => textAt(one, 'traceId') === traceId).length;
    expect(count()).toBe(0);
    await sendAll();
    expect(count()).toBe(3);
    expect(await sendAll()).toBe(0);
  });
});

describe('the span of a request', () => {
  it('is a child of the caller, and links to the run it answers with', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    const { id: runId } = await api.store.runStore.createRun({
      pipelineId,
      pipelineVersion: 1,
      trigger: 'manual',
      params: {},
      logicalTime: '2024-01-26T00:00:00.000Z',
    });
    await api.call({ method: 'POST', url: `/api/v1/runs/${runId}:cancel`, headers });
    await api.call({ url: '/api/v1/pipelines/pipe_x/status?secret=1', headers });
    await expect
      .poll(() => collector.spans.filter((one) => textAt(one, 'traceId') === traceId).length, {
        timeout: 10_000,
      })
      .toBe(2);
    const mine = collector.spans.filter((one) => textAt(one, 'traceId') === traceId);
    const [run, status] = ['POST /runs/{run_id}:cancel', 'GET /pipelines/{pipeline_id}/status'].map(
      (name) => mine.find((one) => textAt(one, 'name') === name),
    );
    expect(run).toMatchObject({ parentSpanId: 'b7ad6b7169203331', kind: 2 });
    expect(valueAt(run, 'links.0')).toMatchObject(runPlace(runId));
    expect(attribute(status, 'http.response.status_code')).toBe(404);
    expect(attribute(status, 'ai_etl.organisation.id')).toBe(api.organisationId);
    expect(JSON.stringify(mine)).not.toContain('secret');
  });

  it('is not made where the caller has decided against it', async () => {
    const traceId = 'ffffffffffffffffffffffffffffffff';
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-00` };
    await api.call({ url: '/api/v1/connectors', headers });
    const marker = '11111111111111111111111111111111';
    const after = { traceparent: `00-${marker}-b7ad6b7169203331-01` };
    await api.call({ url: '/api/v1/connectors', headers: after });
    const has = (id: string) => collector.spans.some((one) => textAt(one, 'traceId') === id);
    await expect.poll(() => has(marker), { timeout: 10_000 }).toBe(true);
    expect(has(traceId)).toBe(false);
  });
});

it('costs nothing where it is off: OpenTelemetry is not even loaded', async () => {
  const script = `
    const { registerHooks } = await import('node:module');
    const loaded = [];
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
    await import('./apps/server/src/api.ts');
    await import('./apps/server/src/worker.ts');
    console.log(JSON.stringify(loaded.filter((url) => /@opentelemetry\\/(sdk|exporter|otlp|resources)/.test(url))));
    process.exit(0);`;
  const root = new URL('../../../../../', import.meta.url);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', script],
    { cwd: root },
  );
  expect(JSON.parse(stdout)).toEqual([]);
});
