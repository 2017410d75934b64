import pg from 'pg';
import { expect, it } from 'vitest';
import { openBell } from './bell.ts';
import { describeStore } from '../testing/describe-store.ts';
import { createPipeline, createRun, eventually } from '../testing/fresh-store.ts';

await describeStore('the event log', (fresh) => {
  const { runStore, eventLog, events } = fresh.store;

  /** Types and data of one run's events, in order. */
  const eventsOfRun = async (runId: string) => {
    await eventLog.sequence();
    const upTo = await eventLog.latestPosition();
    return events.listMissed(
      fresh.scope,
      { kind: 'run', id: runId },
      { after: 0, upTo, limit: 1000 },
    );
  };
  const typesOfRun = async (runId: string) => (await eventsOfRun(runId)).map((one) => one.type);

  it('tells the life of a run, in order and with its facts', async () => {
    const pipelineId = await createPipeline(fresh);
    const runId = await createRun(fresh, pipelineId);
    await runStore.claimRun(runId, { workerId: 'w', leaseMs: 60_000 });
    const fence = { runId, attempt: 1 };
    const task = { id: 'load_x', kind: 'load', dependsOn: [], attempt: 1, rows: null, error: null };
    const times = { startedAt: '2026-01-01T00:00:01.000Z', finishedAt: null };
    await runStore.saveTasks(fence, [{ ...task, ...times, status: 'running' }]);
    await runStore.saveTasks(fence, [{ ...task, ...times, status: 'running' }]);
    await runStore.heartbeat(fence, 60_000, {
      current_task: 'load_x',
      percent: 50,
      rows_read: '10',
      rows_total: '20',
      bytes: '100',
      rows_per_second: 10,
      estimated_completion: null,
    });
    await runStore.heartbeat(fence, 60_000, null);
    await runStore.appendLogs(runId, [
      { at: '2026-01-01T00:00:02.000Z', level: 'info', attempt: 1, task: null, message: 'one' },
      { at: '2026-01-01T00:00:03.000Z', level: 'info', attempt: 1, task: null, message: 'two' },
    ]);
    await runStore.saveTasks(fence, [{ ...task, ...times, status: 'success', rows: '20' }]);
    await runStore.transition(fence, ['running'], { to: 'success' });

    const told = await eventsOfRun(runId);
    expect(told.map((one) => one.type)).toEqual([
      'run.queued',
      'pipeline.started',
      'task.started',
      'run.progress',
      'run.log',
      'run.log',
      'task.completed',
      'pipeline.completed',
    ]);
    expect(told[3]?.data).toMatchObject({ run_id: runId, percent: 50, rows_read: '10' });
    expect(told[5]?.data).toMatchObject({ message: 'two', at: '2026-01-01T00:00:03.000Z' });
    const end = told.at(-1);
    expect(end).toMatchObject({
      organisationId: fresh.scope.organisationId,
      projectId: fresh.projectId,
      pipelineId,
      runId,
      data: {
        pipeline_id: pipelineId,
        run_id: runId,
        status: 'success',
        pipeline_name: 'copy_orders',
      },
    });
    expect(end?.data['duration_seconds']).toEqual(expect.any(Number));
    expect(end?.id).toMatch(/^evt_[0-9a-f]{32}$/);
  });

  it('tells the beginning of a task that ended before anybody looked', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await runStore.claimRun(runId, { workerId: 'w', leaseMs: 60_000 });
    const task = { kind: 'load', dependsOn: [], attempt: 1, rows: '5' };
    const startedAt = '2026-01-01T00:00:01.000Z';
    const finishedAt = '2026-01-01T00:00:02.000Z';
    const error = { code: 'QUERY_FAILED', message: 'No.', details: [], retryable: false };
    const waiting = { ...task, startedAt: null, finishedAt: null, rows: null, error: null };
    const fence = { runId, attempt: 1 };
    await runStore.saveTasks(fence, [
      { ...waiting, id: 'a', status: 'pending' },
      { ...waiting, id: 'b', status: 'pending' },
      { ...waiting, id: 'c', status: 'pending' },
    ]);
    await runStore.saveTasks(fence, [
      { ...task, id: 'a', status: 'success', startedAt, finishedAt, error: null },
      { ...task, id: 'b', status: 'failed', startedAt, finishedAt, error },
      { ...waiting, id: 'c', status: 'skipped' },
    ]);
    const told = (await eventsOfRun(runId)).filter((one) => one.type.startsWith('task.'));
    expect(told.map((one) => [one.type, one.data['task_id'], one.occurredAt])).toEqual([
      ['task.started', 'a', startedAt],
      ['task.completed', 'a', finishedAt],
      ['task.started', 'b', startedAt],
      ['task.failed', 'b', finishedAt],
    ]);
    expect(told[0]?.data).toMatchObject({ status: 'running', rows: null, finished_at: null });
    expect(told[3]?.data['error']).toEqual({ code: 'QUERY_FAILED', message: 'No.' });
  });

  it('tells nothing of a change that was not stored', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    expect(await runStore.transition({ runId, attempt: 7 }, ['running'], { to: 'success' })).toBe(
      false,
    );
    await expect(createRun(fresh, 'pipe_unknown')).rejects.toThrow();
    expect(await typesOfRun(runId)).toEqual(['run.queued']);
  });

  it.each([
    ['CONNECTION_FAILED', ['connection.failed', 'pipeline.failed']],
    ['QUERY_FAILED', ['pipeline.failed']],
  ] as const)('a run that fails with %s tells %j', async (code, types) => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await runStore.claimRun(runId, { workerId: 'w', leaseMs: 60_000 });
    const details = [{ field: 'connection_id', error: 'conn_x' }];
    const error = { code, message: 'Host is down.', details, retryable: true };
    await runStore.transition({ runId, attempt: 1 }, ['running'], {
      to: 'retrying',
      error,
      retryAt: '2020-01-01T00:00:00.000Z',
    });
    await runStore.claimRun(runId, { workerId: 'w', leaseMs: 60_000 });
    await runStore.transition({ runId, attempt: 2 }, ['running'], { to: 'failed', error });
    const told = await eventsOfRun(runId);
    expect(told.map((one) => one.type)).toEqual([
      'run.queued',
      'pipeline.started',
      'run.retrying',
      ...types,
    ]);
    expect(told.at(-1)?.data['error']).toEqual({ code, message: 'Host is down.' });
    if (code === 'CONNECTION_FAILED') {
      expect(told.at(-2)?.data).toMatchObject({ connection_id: 'conn_x', reason: 'run' });
    }
  });

  it('tells a run that is cancelled before it started', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await runStore.requestCancel(runId);
    const told = await eventsOfRun(runId);
    expect(told.map((one) => one.type)).toEqual(['run.queued', 'pipeline.cancelled']);
    expect(told.at(-1)?.data).toMatchObject({ status: 'cancelled', duration_seconds: null });
  });

  it('tells each check that a receipt shows as failed', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await runStore.claimRun(runId, { workerId: 'w', leaseMs: 60_000 });
    const check = { on: 'orders', kind: 'not_null', severity: 'warn', failing_rows: '3' } as const;
    await runStore.transition({ runId, attempt: 1 }, ['running'], {
      to: 'success',
      receipt: {
        verify: 'counts',
        source_rows: '5',
        loaded_rows: '5',
        checksums_match: null,
        bytes: '50',
        rows_per_second: 5,
        targets: [],
        checks: [
          { ...check, check: 'has_email', passed: false },
          { ...check, check: 'has_id', passed: true, failing_rows: '0' },
        ],
      },
    });
    const told = await eventsOfRun(runId);
    expect(told.slice(2).map((one) => one.type)).toEqual(['check.failed', 'pipeline.completed']);
    expect(told[2]?.data).toMatchObject({
      check: 'has_email',
      severity: 'warn',
      failing_rows: '3',
    });
    expect(told[3]?.data).toMatchObject({ loaded_rows: '5', bytes: '50' });
  });

  it('tells a failing connection test, and not a working one', async () => {
    const connection = await fresh.store.connections.createConnection(fresh.scope, {
      projectId: fresh.projectId,
      name: 'Shop',
      type: 'postgresql',
      settings: { host: 'h' },
      secrets: {},
    });
    const before = await latest();
    const test = { latencyMs: 1, serverVersion: null };
    const failing = { name: 'connect', ok: false, message: 'Nobody listens.' };
    await fresh.store.connections.saveTest(fresh.scope, connection.id, {
      ...test,
      ok: true,
      checks: [],
    });
    await fresh.store.connections.saveTest(fresh.scope, connection.id, {
      ...test,
      ok: false,
      checks: [{ name: 'resolve', ok: true, message: 'Found.' }, failing],
    });
    await eventLog.sequence();
    const told = await eventLog.readAfter(before, 10);
    expect(told.map((one) => [one.type, one.data['error']])).toEqual([
      ['connection.failed', { code: 'CONNECTION_FAILED', message: 'Nobody listens.' }],
    ]);
  });

  it('tells a deployment', async () => {
    const pipelineId = await createPipeline(fresh);
    const before = await latest();
    await fresh.store.pipelines.deployPipeline(fresh.scope, pipelineId, {
      version: 1,
      environment: 'production',
    });
    await eventLog.sequence();
    expect((await eventLog.readAfter(before, 10)).map((one) => [one.type, one.data])).toEqual([
      [
        'pipeline.deployed',
        expect.objectContaining({ pipeline_version: 1, environment: 'production' }),
      ],
    ]);
  });

  /** Position of the newest event, once all are in the log. */
  async function latest(): Promise<number> {
    await eventLog.sequence();
    return eventLog.latestPosition();
  }

  it('skips no event whose transaction commits after a later one was read', async () => {
    const slow = new pg.Client({ connectionString: fresh.databaseUrl });
    await slow.connect();
    try {
      const add = `insert into ai_etl.event_inbox (organisation_id, type, data) values ($1, 'webhook.disabled', $2)`;
      const before = await latest();
      await slow.query('begin');
      await slow.query(add, [fresh.scope.organisationId, { n: 'slow' }]);
      await events.record(fresh.scope, {
        type: 'webhook.disabled',
        projectId: null,
        data: { n: 'quick' },
      });
      await eventLog.sequence();
      const [quick, ...none] = await eventLog.readAfter(before, 10);
      expect([quick?.data, none]).toEqual([{ n: 'quick' }, []]);
      await slow.query('commit');
      await eventLog.sequence();
      const later = await eventLog.readAfter(quick?.position ?? 0, 10);
      expect(later.map((one) => one.data)).toEqual([{ n: 'slow' }]);
    } finally {
      await slow.end();
    }
  });

  it('moves each event once, however many processes move them', async () => {
    const before = await latest();
    const other = await fresh.openAgain();
    const count = 40;
    const writing = Array.from({ length: count }, (_, n) =>
      events.record(fresh.scope, { type: 'webhook.disabled', projectId: null, data: { n } }),
    );
    const moving = Array.from({ length: 20 }, (_, n) =>
      (n % 2 === 0 ? eventLog : other.eventLog).sequence(),
    );
    await Promise.all([...writing, ...moving]);
    await eventLog.sequence();
    const told = await eventLog.readAfter(before, 1000);
    expect(new Set(told.map((one) => one.data['n'])).size).toBe(count);
    expect(told).toHaveLength(count);
  });

  it('shows nothing to another organisation, or to a caller of other projects', async () => {
    const pipelineId = await createPipeline(fresh);
    const upTo = await latest();
    await createRun(fresh, pipelineId);
    const newest = await latest();
    const channel = { kind: 'pipeline', id: pipelineId } as const;
    const asked = { after: upTo, upTo: newest, limit: 10 };
    const mine = await events.listMissed(fresh.scope, channel, asked);
    expect(mine).toHaveLength(1);
    for (const scope of [
      { organisationId: 'org_other' },
      { ...fresh.scope, projectIds: ['proj_other'] },
    ]) {
      expect(await events.listMissed(scope, channel, asked)).toEqual([]);
      expect(await events.findPosition(scope, mine[0]?.id ?? '')).toBeNull();
      expect(await events.findProject(scope, channel)).toBeNull();
    }
    expect(await events.findPosition(fresh.scope, mine[0]?.id ?? '')).toBe(mine[0]?.position);
    expect(await events.findProject(fresh.scope, channel)).toBe(fresh.projectId);
  });

  it('wakes a reader at once, and again after its session was cut', async () => {
    let rings = 0;
    const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const bell = openBell(
      {
        databaseUrl: fresh.databaseUrl,
        applicationName: 'bell test',
        log: quiet,
        everyMs: 3_600_000,
      },
      () => {
        rings += 1;
      },
    );
    const client = new pg.Client({ connectionString: fresh.databaseUrl });
    await client.connect();
    try {
      const listenerBeside = (pid: number) =>
        eventually(async () => {
          const { rows } = await client.query<{ pid: number }>(
            `select pid from pg_stat_activity where application_name = 'bell test events'
             and query = 'listen ai_etl_events' and state = 'idle' and pid <> $1`,
            [pid],
          );
          return rows[0]?.pid;
        });
      const cut = await listenerBeside(0);
      await client.query('select pg_terminate_backend($1)', [cut]);
      await listenerBeside(cut);
      // One ring at its opening, before the notification under test.
      await eventually(() => Promise.resolve(rings === 2));
      const before = rings;
      await events.record(fresh.scope, { type: 'webhook.disabled', projectId: null, data: {} });
      await eventually(() => Promise.resolve(rings > before));
    } finally {
      await client.end();
      await bell.stop();
    }
  });

  it('forgets progress after an hour, logs and tasks after a day, notices after their days', async () => {
    const client = new pg.Client({ connectionString: fresh.databaseUrl });
    await client.connect();
    try {
      const add = async (type: string, age: string) =>
        client.query(
          `insert into ai_etl.events (id, organisation_id, type, data, occurred_at)
           values ($1, 'org_old', $2, '{}', now() - $3::interval)`,
          [`evt_${type}_${age}`, type, age],
        );
      for (const age of ['30 minutes', '2 hours', '2 days', '8 days']) {
        for (const type of ['run.progress', 'run.log', 'pipeline.failed']) await add(type, age);
      }
      await eventLog.prune({ noticeDays: 7 });
      const { rows } = await client.query<{ id: string }>(
        `select id from ai_etl.events where organisation_id = 'org_old' order by position`,
      );
      expect(rows.map((one) => one.id)).toEqual([
        'evt_run.progress_30 minutes',
        'evt_run.log_30 minutes',
        'evt_pipeline.failed_30 minutes',
        'evt_run.log_2 hours',
        'evt_pipeline.failed_2 hours',
        'evt_pipeline.failed_2 days',
      ]);
    } finally {
      await client.end();
    }
  });
});
