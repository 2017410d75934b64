import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AiEtlError, contentHash, PipelineSpec, type RunStatus } from '@ai-etl/core';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let pipelineId: string;

beforeAll(async () => {
  api = await startTestApi();
  const scope = { organisationId: api.organisationId };
  const spec = PipelineSpec.parse({ version: 1, name: 'sales_sync' });
  const { id } = await api.store.pipelines.createPipeline(scope, {
    projectId: api.projectId,
    name: 'sales_sync',
    description: 'Copy sales',
    spec: { ...spec, policy: { ...spec.policy, max_active_runs: 10 } },
    specHash: contentHash(spec),
  });
  pipelineId = id;
  for (const status of ['success', 'success', 'success', 'failed', 'cancelled'] as const) {
    await endRun(status);
  }
});
afterAll(() => api.close());

/** As a worker would: claimed, worked on, ended. */
async function endRun(to: RunStatus): Promise<void> {
  const { runStore } = api.store;
  const run = await runStore.createRun({
    pipelineId,
    pipelineVersion: 1,
    trigger: 'manual',
    params: {},
    logicalTime: '2024-01-26T00:00:00.000Z',
  });
  const claimed = await runStore.claimRun(run.id, { workerId: 'test', leaseMs: 60_000 });
  if (claimed === null) throw new AiEtlError('INTERNAL_ERROR', 'the run could not be claimed');
  const receipt = {
    verify: 'counts',
    source_rows: '70',
    loaded_rows: '70',
    checksums_match: null,
    bytes: '700',
    rows_per_second: 70,
    targets: [],
  } as const;
  const fence = { runId: run.id, attempt: claimed.run.attempt };
  await runStore.transition(fence, ['running'], { to, receipt });
}

const metrics = (query: string, token?: string) =>
  api.call({
    url: `/api/v1/observability/metrics${query}`,
    ...(token === undefined ? {} : { token }),
  });

const sumOf = (body: unknown): number => {
  const points = valueAt(body, 'metrics');
  if (!Array.isArray(points)) return Number.NaN;
  return points.reduce((sum, one) => sum + Number(valueAt(one, 'value')), 0);
};

describe('GET /observability/metrics', () => {
  it('answers in the shape of the contract, with runs that ended a moment ago', async () => {
    const { status, body } = await metrics('?metric=pipeline_executions');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      metrics: expect.arrayContaining([
        {
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:00:00\.000Z$/),
          value: 3,
          labels: { pipeline: 'sales_sync', pipeline_id: pipelineId, status: 'success' },
          count: 3,
          p50: null,
          p95: null,
          p99: null,
        },
      ]),
      aggregates: { total: 5, success_rate: 0.75 },
    });
    expect(valueAt(body, 'aggregates.avg_duration_seconds')).toBeTypeOf('number');
  });

  it.each([
    ['failures', 1, 1],
    ['rows_moved', 210, 210],
    ['bytes_moved', 2100, 2100],
  ])('sums %s', async (metric, points, total) => {
    const { body } = await metrics(`?metric=${metric}&bucket=day`);
    expect(sumOf(body)).toBe(points);
    expect(valueAt(body, 'aggregates.total')).toBe(total);
    expect(valueAt(body, 'aggregates.success_rate')).toBe(0.75);
  });

  it.each(['run_duration', 'queue_wait'])('gives the percentiles of %s', async (metric) => {
    const { body } = await metrics(`?metric=${metric}&group_by=none&bucket=day`);
    for (const field of ['p50', 'p95', 'p99']) {
      expect(valueAt(body, `metrics.0.${field}`)).toBeTypeOf('number');
      expect(valueAt(body, `aggregates.${field}`)).toBeTypeOf('number');
    }
    expect(valueAt(body, 'aggregates.total')).toBe(5);
  });

  it('counts requests at once, those refused too', async () => {
    const { organisationId } = api;
    const viewer = await api.tokenFor({ userId: 'user_v', organisationId, role: 'viewer' });
    await api.call({ url: '/api/v1/pipelines/pipe_unknown' });
    const before = await metrics('?metric=api_requests&bucket=minute');
    expect(valueAt(before.body, 'metrics')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          labels: { route: 'GET /pipelines/{pipeline_id}', status: '404' },
          value: 1,
        }),
      ]),
    );
    const latency = await metrics('?metric=api_latency&group_by=none');
    expect(valueAt(latency.body, 'aggregates.p99')).toBeGreaterThan(0);
    expect(valueAt(latency.body, 'aggregates.success_rate')).toBe(1);
    expect(viewer).not.toBe('');
  });

  it('filters by pipeline, by its name or id, by project and status', async () => {
    for (const filter of [
      `pipeline=${pipelineId}`,
      'pipeline=sales_sync',
      `project=${api.projectId}`,
    ]) {
      expect(sumOf((await metrics(`?${filter}`)).body)).toBe(5);
    }
    expect(sumOf((await metrics('?status=success')).body)).toBe(3);
    expect(sumOf((await metrics('?metric=failures&status=success')).body)).toBe(0);
    expect(sumOf((await metrics('?pipeline=nothing')).body)).toBe(0);
    expect(sumOf((await metrics('?project=proj_nothing')).body)).toBe(0);
  });

  it('fills what is empty when asked', async () => {
    const range = 'start=2024-01-26T00:00:00Z&end=2024-01-26T23:59:59Z';
    const { body } = await metrics(`?${range}&fill=zero`);
    expect(valueAt(body, 'metrics')).toHaveLength(24);
    expect(textAt(body, 'metrics.0.timestamp')).toBe('2024-01-26T00:00:00.000Z');
    expect(valueAt(body, 'aggregates')).toMatchObject({
      total: 0,
      success_rate: null,
      avg_duration_seconds: null,
    });
    expect(valueAt((await metrics(`?${range}`)).body, 'metrics')).toEqual([]);
    const labelled = await metrics('?group_by=status&fill=zero');
    expect(valueAt(labelled.body, 'metrics')).toHaveLength(3 * 25);
  });

  it('shows another organisation nothing', async () => {
    const token = await api.tokenFor({
      userId: 'user_x',
      organisationId: 'org_other',
      role: 'admin',
    });
    for (const query of ['', `?pipeline=${pipelineId}`]) {
      const { body } = await metrics(query, token);
      expect(valueAt(body, 'metrics')).toEqual([]);
    }
    // The two above, and none of ours.
    const own = await metrics('?metric=api_requests', token);
    expect(valueAt(own.body, 'aggregates.total')).toBe(2);
  });

  it.each([
    ['?metric=uptime', 'metric'],
    ['?start=yesterday', 'start'],
    ['?start=2024-01-26', 'start'],
    ['?start=2024-01-26T00:00:00', 'start'],
    ['?end=2024-02-31T00:00:00Z', 'end'],
    ['?start=2024-01-27T00:00:00Z&end=2024-01-26T00:00:00Z', 'start'],
    ['?start=2024-01-27T00:00:00Z&end=2024-01-27T00:00:00Z', 'start'],
    ['?start=2020-01-01T00:00:00Z&end=2024-01-26T00:00:00Z', 'bucket'],
    ['?bucket=week', 'bucket'],
    ['?bucket=0', 'bucket'],
    ['?bucket=61', 'bucket'],
    ['?bucket=-60', 'bucket'],
    ['?start=0000-12-31T23:00:00Z&end=0001-01-01T01:00:00Z', 'start'],
    ['?bucket=9999999', 'bucket'],
    ['?group_by=colour', 'group_by'],
    ['?group_by=route', 'group_by'],
    ['?metric=api_requests&group_by=pipeline', 'group_by'],
    ['?metric=api_requests&pipeline=x', 'pipeline'],
    ['?metric=api_requests&project=proj_x', 'project'],
    ['?metric=api_requests&status=success', 'status'],
    ['?status=200', 'status'],
    ['?status=running', 'status'],
    ['?pipeline=', 'pipeline'],
    ['?fill=one', 'fill'],
    ['?colour=red', 'colour'],
  ])('refuses %s', async (query, field) => {
    const { status, body } = await metrics(query);
    expect(status).toBe(400);
    expect(textAt(body, 'error.code')).toBe('VALIDATION_ERROR');
    expect(valueAt(body, 'error.details')).toEqual([{ field, error: expect.stringMatching(/./) }]);
  });

  it('takes text that no database stores for a pipeline that is not there', async () => {
    for (const name of ['%00', "'; drop table runs; --", '%F0%9F%A6%86'.repeat(10)]) {
      expect((await metrics(`?pipeline=${name}`)).status).toBeLessThan(500);
    }
  });
});
