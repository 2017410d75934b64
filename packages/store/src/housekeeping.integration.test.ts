import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workerName } from './store.ts';
import { createPipeline, createRun, freshStore, type FreshStore } from './testing/fresh-store.ts';

let fresh: FreshStore | null;
let database: Client;

beforeAll(async () => {
  fresh = await freshStore();
  if (fresh === null) return;
  database = new Client({ connectionString: fresh.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await fresh?.drop();
});

const retention = { runLogDays: 30, minuteDays: 8, hourDays: 400 };

async function countOf(table: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::int as count from ai_etl.${table}`,
  );
  return rows[0]?.count ?? -1;
}

describe('housekeeping', () => {
  it('deletes what has expired and nothing else', async ({ skip }) => {
    if (fresh === null) return skip();
    const pipelineId = await createPipeline(fresh, 10);
    const { organisationId } = fresh.scope;
    for (const age of ['31 days', '29 days']) {
      const runId = await createRun(fresh, pipelineId);
      await database.query(
        `update ai_etl.runs set status = 'success', finished_at = now() - $2::interval where id = $1`,
        [runId, age],
      );
      // More than one batch of them.
      await database.query(
        `insert into ai_etl.run_logs (run_id, organisation_id, at, level, attempt, message)
         select $1, $2, now(), 'info', 1, 'line' from generate_series(1, 6000)`,
        [runId, organisationId],
      );
    }
    await database.query(
      `insert into ai_etl.rate_limits values
         ('idle', 1, 100, 10, now() - interval '1 minute'), ('busy', 1, 100, 10, now() + interval '1 hour')`,
    );
    await database.query(
      `insert into ai_etl.idempotency_keys (organisation_id, key, request_hash, created_at) values
         ($1, 'old', 'x', now() - interval '25 hours'), ($1, 'new', 'x', now())`,
      [organisationId],
    );
    await database.query(
      `insert into ai_etl.metric_rollups
         select $1, 'api_latency', unit, now() - age::interval, '', '', 'r', '200', 1, 1, 1
         from (values ('minute', '9 days'), ('minute', '7 days'), ('hour', '401 days'), ('hour', '9 days'))
           v (unit, age)`,
      [organisationId],
    );
    // Minutes that are in no hour yet stay, however old.
    expect(await fresh.store.housekeeping.tidy(retention)).toMatchObject({
      run_logs: 6000,
      rate_limits: 1,
      idempotency_keys: 1,
      minute_metrics: 0,
      hour_metrics: 1,
    });
    await fresh.store.metrics.rollUp();
    expect(await fresh.store.housekeeping.tidy(retention)).toMatchObject({
      run_logs: 0,
      rate_limits: 0,
      idempotency_keys: 0,
      minute_metrics: 1,
      hour_metrics: 0,
    });
    expect(await countOf('run_logs')).toBe(6000);
    expect(await countOf('rate_limits')).toBe(1);
    expect(await countOf('idempotency_keys')).toBe(1);
  });

  it('is done by one process at a time, and by the next after one has died', async ({ skip }) => {
    if (fresh === null) return skip();
    const rival = new Client({ connectionString: fresh.databaseUrl });
    await rival.connect();
    await rival.query('select pg_advisory_lock(7240014)');
    expect(await fresh.store.housekeeping.tidy(retention)).toBeNull();
    await rival.end();
    expect(await fresh.store.housekeeping.tidy(retention)).not.toBeNull();
    expect(await fresh.store.housekeeping.tidy(retention)).not.toBeNull();
  });
});

describe('workers', () => {
  it('are known while they are connected', async ({ skip }) => {
    if (fresh === null) return skip();
    expect(await fresh.store.hasWorker()).toBe(false);
    const worker = await fresh.openAgain({ applicationName: workerName });
    await worker.ping();
    expect(await fresh.store.hasWorker()).toBe(true);
    await worker.close();
  });
});
