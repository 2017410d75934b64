import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPipeline, createRun, freshStore, type FreshStore } from '../testing/fresh-store.ts';
import { binOf, valueOfBin, type SeriesRequest } from './metric.ts';

let fresh: FreshStore | null;
let database: Client;
let pipelineId: string;
let otherId: string;

beforeAll(async () => {
  fresh = await freshStore();
  if (fresh === null) return;
  database = new Client({ connectionString: fresh.databaseUrl });
  await database.connect();
  pipelineId = await createPipeline(fresh, 100);
  otherId = await createPipeline(fresh, 100);
  for (const [index, run] of history.entries()) {
    await endedRun(fresh, { ...run, pipelineId: index % 2 === 0 ? pipelineId : otherId });
  }
});
afterAll(async () => {
  await database?.end();
  await fresh?.drop();
});

interface Ended {
  readonly at: string;
  readonly seconds: number;
  readonly status: 'success' | 'failed' | 'cancelled';
  readonly rows: number;
}

/** Over three hours, with edges on and beside the hour. */
const history: readonly Ended[] = [
  { at: '2024-01-26T09:59:59.999Z', seconds: 10, status: 'success', rows: 100 },
  { at: '2024-01-26T10:00:00.000Z', seconds: 20, status: 'success', rows: 200 },
  { at: '2024-01-26T10:30:00.000Z', seconds: 30, status: 'failed', rows: 50 },
  { at: '2024-01-26T10:30:10.000Z', seconds: 40, status: 'success', rows: 400 },
  { at: '2024-01-26T11:00:00.000Z', seconds: 50, status: 'cancelled', rows: 0 },
  { at: '2024-01-26T11:59:00.000Z', seconds: 60, status: 'success', rows: 600 },
];

async function endedRun(
  store: FreshStore,
  { at, seconds, status, rows, pipelineId: id }: Ended & { readonly pipelineId: string },
): Promise<void> {
  const runId = await createRun(store, id);
  const receipt = { loaded_rows: String(rows), bytes: String(rows * 10) };
  await database.query(
    `update ai_etl.runs set status = $2, finished_at = $3, receipt = $5,
       started_at = $3::timestamptz - make_interval(secs => $4),
       created_at = $3::timestamptz - make_interval(secs => $4 + 2) where id = $1`,
    [runId, status, at, seconds, JSON.stringify(receipt)],
  );
}

const day = { start: '2024-01-26T00:00:00Z', end: '2024-01-27T00:00:00Z' };

function series(changes: Partial<SeriesRequest>): SeriesRequest {
  return {
    metric: 'pipeline_executions',
    ...day,
    bucketSeconds: 3600,
    by: [],
    limit: 1000,
    ...changes,
  };
}

/** The same before and after the hours are rolled up, and after doing that twice. */
const states = [
  ['from the runs themselves', async () => 0],
  ['rolled up', async (store: FreshStore) => store.store.metrics.rollUp()],
  ['with a roll-up repeated', rollUpAgain],
] as const;

async function rollUpAgain(store: FreshStore): Promise<number> {
  await database.query("update ai_etl.rollup_marks set complete_until = '2024-01-26T10:00:00Z'");
  return store.store.metrics.rollUp();
}

describe.each(states)('metrics of runs, %s', (_what, prepare) => {
  beforeAll(async () => {
    if (fresh !== null) await prepare(fresh);
  });

  const read = async (changes: Partial<SeriesRequest>) => {
    if (fresh === null) return [];
    return fresh.store.metrics.readSeries(fresh.scope, series(changes));
  };

  it('count executions by hour', async ({ skip }) => {
    if (fresh === null) return skip();
    const points = await read({});
    expect(points.map((one) => [one.at, one.sum])).toEqual([
      ['2024-01-26T09:00:00.000Z', 1],
      ['2024-01-26T10:00:00.000Z', 3],
      ['2024-01-26T11:00:00.000Z', 2],
    ]);
  });

  it('count by minute, day, and odd buckets', async ({ skip }) => {
    if (fresh === null) return skip();
    const counts = async (bucketSeconds: number | null) =>
      (await read({ bucketSeconds })).map((one) => [one.at.slice(5, 16), one.sum]);
    expect(await counts(86_400)).toEqual([['01-26T00:00', 6]]);
    expect(await counts(null)).toEqual([['01-26T00:00', 6]]);
    expect(await counts(7200)).toEqual([
      ['01-26T08:00', 1],
      ['01-26T10:00', 5],
    ]);
    expect(await counts(60)).toEqual([
      ['01-26T09:59', 1],
      ['01-26T10:00', 1],
      ['01-26T10:30', 2],
      ['01-26T11:00', 1],
      ['01-26T11:59', 1],
    ]);
  });

  it('hold to a range that cuts through hours', async ({ skip }) => {
    if (fresh === null) return skip();
    const range = { start: '2024-01-26T10:00:00.001Z', end: '2024-01-26T11:59:00Z' };
    expect((await read({ ...range, bucketSeconds: null })).map((one) => one.sum)).toEqual([3]);
  });

  it('tell pipelines and states apart', async ({ skip }) => {
    if (fresh === null) return skip();
    const points = await read({ bucketSeconds: 86_400, by: ['status'] });
    expect(points.map((one) => [one.status, one.sum])).toEqual([
      ['cancelled', 1],
      ['failed', 1],
      ['success', 4],
    ]);
    const both = await read({ bucketSeconds: 86_400, by: ['pipeline', 'status'] });
    expect(both.reduce((sum, one) => sum + one.sum, 0)).toBe(6);
    const mine = await read({ bucketSeconds: 86_400, pipelineId, status: 'failed' });
    expect(mine.map((one) => one.sum)).toEqual([1]);
    expect(await read({ projectId: 'proj_other' })).toEqual([]);
  });

  it('sum rows and bytes of what succeeded, and times with percentiles', async ({ skip }) => {
    if (fresh === null) return skip();
    const whole = { bucketSeconds: null };
    expect((await read({ ...whole, metric: 'rows_moved' }))[0]?.sum).toBe(1300);
    expect((await read({ ...whole, metric: 'bytes_moved' }))[0]?.sum).toBe(13_000);
    expect((await read({ ...whole, metric: 'queue_wait' }))[0]).toMatchObject({
      count: 6,
      sum: 12,
    });
    const [duration] = await read({ ...whole, metric: 'run_duration' });
    expect(duration).toMatchObject({ count: 6, sum: 210 });
    expect(duration?.p50).toBeGreaterThan(30 * 0.975);
    expect(duration?.p50).toBeLessThan(30 * 1.025);
    expect(duration?.p99).toBeGreaterThan(60 * 0.975);
    expect(duration?.p99).toBeLessThan(60 * 1.025);
  });

  it('are closed to other organisations and projects', async ({ skip }) => {
    if (fresh === null) return skip();
    const { metrics } = fresh.store;
    const request = series({ bucketSeconds: null });
    expect(await metrics.readSeries({ organisationId: 'org_other' }, request)).toEqual([]);
    expect(await metrics.readSeries({ ...fresh.scope, projectIds: [] }, request)).toEqual([]);
    const own = { ...fresh.scope, projectIds: [fresh.projectId] };
    expect((await metrics.readSeries(own, request)).map((one) => one.sum)).toEqual([6]);
  });
});

describe('metrics of runs', () => {
  it('have a run that ended a moment ago, beside hours that are rolled up', async ({ skip }) => {
    if (fresh === null) return skip();
    await endedRun(fresh, {
      at: new Date().toISOString(),
      seconds: 1,
      status: 'success',
      rows: 1,
      pipelineId,
    });
    const end = new Date(Date.now() + 60_000).toISOString();
    const request = series({ start: '2024-01-01T00:00:00Z', end, bucketSeconds: null });
    const [point] = await fresh.store.metrics.readSeries(fresh.scope, request);
    expect(point?.sum).toBe(7);
    const { rows } = await database.query<{ one: number }>(
      "select 1 as one from ai_etl.metric_rollups where unit = 'hour' limit 1",
    );
    expect(rows).toHaveLength(1);
  });

  it('are rolled up by one process at a time', async ({ skip }) => {
    if (fresh === null) return skip();
    await database.query('delete from ai_etl.rollup_marks; delete from ai_etl.metric_rollups');
    const other = await fresh.openAgain();
    let hours = 0;
    for (;;) {
      const done = await Promise.all([fresh.store.metrics.rollUp(), other.metrics.rollUp()]);
      hours += done[0] + done[1];
      if (done[0] + done[1] === 0) break;
    }
    expect(hours).toBeGreaterThan(24 * 365);
    const request = series({ bucketSeconds: null });
    expect((await fresh.store.metrics.readSeries(fresh.scope, request))[0]?.sum).toBe(6);
  });
});

describe('metrics of requests', () => {
  it('add up over processes, and are the same rolled up', async ({ skip }) => {
    if (fresh === null) return skip();
    const { organisationId } = fresh.scope;
    const answered = { organisationId, route: 'GET /pipelines', status: '200' };
    const other = await fresh.openAgain();
    await fresh.store.metrics.addRequests([
      { ...answered, bin: binOf(0.01), count: 90, seconds: 0.9 },
      { ...answered, status: '404', bin: binOf(0.002), count: 5, seconds: 0.01 },
      { ...answered, organisationId: 'org_gone', bin: 1, count: 1, seconds: 1 },
    ]);
    await other.metrics.addRequests([
      { ...answered, bin: binOf(0.01), count: 5, seconds: 0.05 },
      { ...answered, bin: binOf(2), count: 5, seconds: 10 },
    ]);
    // As of two hours ago, within one minute.
    await database.query(
      "update ai_etl.metric_rollups set at = date_trunc('hour', now()) - interval '110 minutes' where unit = 'minute'",
    );
    const now = Date.now();
    const request = series({
      metric: 'api_latency',
      start: new Date(now - 4 * 3_600_000).toISOString(),
      end: new Date(now).toISOString(),
      by: ['route', 'status'],
    });
    const read = () => fresh?.store.metrics.readSeries({ organisationId }, request);
    const before = await read();
    expect(before).toMatchObject([
      { route: 'GET /pipelines', status: '200', count: 100, pipelineId: '' },
      { route: 'GET /pipelines', status: '404', count: 5 },
    ]);
    expect(before?.[0]?.sum).toBeCloseTo(10.95);
    expect(before?.[0]?.p95).toBeCloseTo(0.01, 3);
    expect(before?.[0]?.p99).toBeCloseTo(2, 1);
    expect(await fresh.store.metrics.rollUp()).toBeGreaterThan(0);
    await database.query("delete from ai_etl.metric_rollups where unit = 'minute'");
    expect(await read()).toEqual(before);
  });
});

describe('bins', () => {
  it.each([0.0001, 0.01, 0.5, 1, 1.06, 7, 3600, 1e12])('know %s closely', async (value) => {
    expect(Math.abs(valueOfBin(binOf(value)) / value - 1)).toBeLessThan(0.0251);
    if (fresh === null) return;
    const { rows } = await database.query<{ bin: number }>('select ai_etl.metric_bin($1) as bin', [
      value,
    ]);
    expect(rows[0]?.bin).toBe(binOf(value));
  });

  it('have one for nothing', () => {
    expect(valueOfBin(binOf(0))).toBe(0);
  });
});
