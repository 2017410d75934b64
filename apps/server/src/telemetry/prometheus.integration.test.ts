import { spawnSync } from 'node:child_process';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPromtool } from '../testing/promtool.ts';
import { startTestApi, textAt, type TestApi } from '../testing/test-api.ts';
import { makeWorkerMetrics } from './prometheus.ts';
import { serveWorkerMetrics, type WorkerMetricsServer } from './worker-metrics-server.ts';

const token = 'a-token-for-metrics-only';
const log = pino({ level: 'silent' });
let api: TestApi;
let worker: WorkerMetricsServer;

beforeAll(async () => {
  api = await startTestApi({ metricsToken: token });
  const metrics = makeWorkerMetrics(api.store.metrics.countLiveRuns, { slots: 3 });
  metrics.attemptStarted();
  const receipt = {
    verify: 'off',
    source_rows: '70',
    loaded_rows: '70',
    checksums_match: null,
    bytes: '700',
    rows_per_second: 1,
    targets: [],
  } as const;
  metrics.runEnded({ status: 'success', seconds: 3, receipt });
  metrics.runEnded({ status: 'failed', seconds: null, receipt: null });
  worker = await serveWorkerMetrics(metrics, { host: '127.0.0.1', port: 0, token, log });
});
afterAll(async () => {
  await worker.stop();
  await api.close();
});

async function workerText(headers: Record<string, string> = {}, path = '/metrics') {
  const answer = await fetch(`http://127.0.0.1:${worker.port}${path}`, { headers });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    text: await answer.text(),
  };
}

/** Null: it passed. */
function complaintsOf(text: string): string | null {
  const promtool = findPromtool();
  if (promtool === null) {
    if (process.env['CI'] !== undefined) throw new Error('promtool cannot be had');
    console.warn('skipped: no promtool; install the Debian package prometheus');
    return null;
  }
  const { status, stdout, stderr } = spawnSync(promtool, ['check', 'metrics'], { input: text });
  return status === 0 ? null : `${String(stdout)}${String(stderr)}`;
}

describe('GET /metrics', () => {
  it('of the API passes promtool and counts by route, not by URL', async () => {
    await api.call({ url: '/api/v1/pipelines/pipe_one/status' });
    await api.call({ url: '/api/v1/pipelines/pipe_two/status' });
    await api.call({ url: '/api/v1/no/such/path' });
    const { status, headers, body } = await api.call({ url: '/metrics', token: null });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = String(body);
    expect(text).toContain(
      'ai_etl_http_requests_total{method="GET",route="/pipelines/{pipeline_id}/status",status="404"} 2',
    );
    expect(text).toContain(
      'ai_etl_http_requests_total{method="GET",route="unknown",status="404"} 1',
    );
    expect(text).toContain('ai_etl_runs_live{status="queued"} 0');
    expect(text).not.toContain('pipe_');
    expect(complaintsOf(text)).toBeNull();
  });

  it('of a worker passes promtool and tells its runs', async () => {
    const { status, type, text } = await workerText();
    expect(status).toBe(200);
    expect(type).toBe('text/plain; version=0.0.4; charset=utf-8');
    for (const line of [
      'ai_etl_worker_slots 3',
      'ai_etl_run_attempts_total 1',
      'ai_etl_runs_total{status="success"} 1',
      'ai_etl_runs_total{status="failed"} 1',
      'ai_etl_rows_moved_total 70',
      'ai_etl_moved_bytes_total 700',
      'ai_etl_run_duration_seconds_count{status="success"} 1',
    ]) {
      expect(text).toContain(`\n${line}\n`);
    }
    expect(complaintsOf(text)).toBeNull();
  });

  it('is checked by a tool that does find faults', () => {
    const bad = '# HELP things_total Things.\n# TYPE things_total gauge\nthings_total 1\n';
    if (findPromtool() === null) return;
    expect(complaintsOf(bad)).toMatch(/things_total/);
  });

  it('is for this machine and for whoever has the token', async () => {
    const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
      api.app.inject({ url: '/metrics', remoteAddress, headers });
    const refused = await from('192.0.2.1');
    expect(refused.statusCode).toBe(401);
    expect(textAt(refused.json(), 'error.code')).toBe('AUTHENTICATION_REQUIRED');
    const withToken = { authorization: `Bearer ${token}` };
    expect((await from('192.0.2.1', withToken)).statusCode).toBe(200);
    expect((await from('127.0.0.1', { 'x-forwarded-for': '192.0.2.1' })).statusCode).toBe(401);
    expect((await workerText({ 'x-forwarded-for': '192.0.2.1' })).status).toBe(401);
    expect((await workerText({ authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await workerText(withToken)).status).toBe(200);
    expect((await workerText({}, '/')).status).toBe(404);
  });

  it('is not limited and not in the document', async () => {
    const { headers } = await api.app.inject({ url: '/metrics' });
    expect(headers).not.toHaveProperty('x-ratelimit-limit');
    expect((await api.app.inject({ url: '/openapi.json' })).body).not.toContain('"/metrics"');
  });
});
