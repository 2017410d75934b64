import type { ClaimedRun, RunLogLine, RunProgress, RunStatus, RunTask } from '@ai-etl/core';
import { Client } from 'pg';
import { beforeAll, expect, it } from 'vitest';
import type { Store } from '../store.ts';
import { describeStore } from '../testing/describe-store.ts';
import { createPipeline, createRun, eventually } from '../testing/fresh-store.ts';

const lease = { workerId: 'worker-1', leaseMs: 60_000 };
/** Ends before the next statement can look. */
const spent = { workerId: 'worker-gone', leaseMs: -1 };

const progress: RunProgress = {
  current_task: 'load_orders',
  percent: 40,
  rows_read: '400',
  rows_total: '1000',
  bytes: '4000',
  rows_per_second: 100,
  estimated_completion: null,
};

const receipt = {
  verify: 'counts' as const,
  source_rows: '1000',
  loaded_rows: '1000',
  checksums_match: null,
  bytes: '4000',
  rows_per_second: 10,
  targets: [],
};

function task(id: string): RunTask {
  return {
    id,
    kind: 'extract',
    dependsOn: [],
    status: 'pending',
    attempt: 1,
    startedAt: null,
    finishedAt: null,
    rows: null,
    error: null,
  };
}

function line(message: string): RunLogLine {
  return { at: '2026-01-01T00:00:00.000Z', level: 'info', attempt: 1, task: null, message };
}

await describeStore('the run store', (fresh) => {
  const { store } = fresh;
  const { runStore } = store;
  let other: Store;

  beforeAll(async () => {
    other = await fresh.openAgain();
  });

  const claim = async (runId: string, how = lease): Promise<ClaimedRun> => {
    const claimed = await runStore.claimRun(runId, how);
    expect(claimed).not.toBeNull();
    return claimed ?? expect.fail('not claimed');
  };
  const statusOf = async (runId: string) => (await runStore.getRun(runId))?.status;
  const finish = (runId: string, attempt: number, to: RunStatus = 'success') =>
    runStore.transition({ runId, attempt }, ['running', 'cancelling'], { to });

  it('gives a run to exactly one of many claimers in two processes', async () => {
    for (let round = 0; round < 10; round += 1) {
      const runId = await createRun(fresh, await createPipeline(fresh));
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, at) =>
          (at % 2 === 0 ? runStore : other.runStore).claimRun(runId, {
            workerId: `worker-${at}`,
            leaseMs: 60_000,
          }),
        ),
      );
      expect(answers.filter((one) => one !== null)).toHaveLength(1);
      expect((await runStore.getRun(runId))?.attempt).toBe(1);
    }
  });

  it('counts an attempt, starts the clock, and hands over the pinned spec', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    const { run, spec, projectId, lostAttempts, connections } = await claim(runId);
    expect(run).toMatchObject({ id: runId, status: 'running', attempt: 1, finishedAt: null });
    expect(Date.parse(run.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(run.createdAt));
    expect(spec.name).toBe('copy_orders');
    expect({ projectId, lostAttempts, connections: connections.size }).toEqual({
      projectId: fresh.projectId,
      lostAttempts: 0,
      connections: 0,
    });
  });

  it('holds max_active_runs under concurrent claims', async () => {
    for (const slots of [1, 3]) {
      const pipelineId = await createPipeline(fresh, slots);
      const runIds: string[] = [];
      for (let at = 0; at < 8; at += 1) runIds.push(await createRun(fresh, pipelineId));
      const claimed = await Promise.all(
        runIds.flatMap((runId) => [
          runStore.claimRun(runId, lease),
          other.runStore.claimRun(runId, lease),
        ]),
      );
      const taken = claimed.flatMap((one) => (one === null ? [] : [one.run.id]));
      expect(taken.toSorted()).toEqual(runIds.slice(0, slots).toSorted());
      expect(await runStore.findWorkable(1000)).not.toContain(runIds[slots]);

      await finish(taken[0] ?? '', 1);
      expect(await runStore.findWorkable(1000)).toContain(runIds[slots]);
      await claim(runIds[slots] ?? '');
    }
  });

  it('counts a claim that is not committed yet', async () => {
    const pipelineId = await createPipeline(fresh);
    const older = await createRun(fresh, pipelineId);
    const younger = await createRun(fresh, pipelineId);
    const client = new Client({ connectionString: fresh.databaseUrl });
    await client.connect();
    try {
      // What a claim does that looked before the older run was visible.
      await client.query('begin');
      await client.query('select 1 from ai_etl.pipelines where id = $1 for no key update', [
        pipelineId,
      ]);
      await client.query(
        `update ai_etl.runs set status = 'running', attempt = 1, lease_until = now() + interval '1 hour'
         where id = $1`,
        [younger],
      );
      let settled = false;
      const claiming = runStore.claimRun(older, lease).finally(() => {
        settled = true;
      });
      await eventually(async () => {
        const waiting = await client.query(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        );
        return settled || waiting.rowCount === 1;
      });
      await client.query('commit');
      expect(await claiming).toBeNull();
    } finally {
      await client.end();
    }
  });

  it('starts queued runs in the order of their creation', async () => {
    const pipelineId = await createPipeline(fresh);
    const first = await createRun(fresh, pipelineId);
    const second = await createRun(fresh, pipelineId);
    expect(await runStore.claimRun(second, lease)).toBeNull();
    await claim(first);
  });

  it('keeps the slot of a run that waits for its retry', async () => {
    const pipelineId = await createPipeline(fresh);
    const first = await createRun(fresh, pipelineId);
    const second = await createRun(fresh, pipelineId);
    await claim(first);
    const retryAt = '2000-01-01T00:00:00.000Z';
    await runStore.transition({ runId: first, attempt: 1 }, ['running'], {
      to: 'retrying',
      retryAt,
    });
    expect(await runStore.claimRun(second, lease)).toBeNull();
    expect((await claim(first)).run.attempt).toBe(2);
  });

  it('does not give out a live lease, nor a retry before its time', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await claim(runId);
    expect(await other.runStore.claimRun(runId, lease)).toBeNull();
    const retryAt = new Date(Date.now() + 3_600_000).toISOString();
    await runStore.transition({ runId, attempt: 1 }, ['running'], { to: 'retrying', retryAt });
    expect(await runStore.claimRun(runId, lease)).toBeNull();
    expect(await runStore.findWorkable(1000)).not.toContain(runId);
  });

  it('gives an expired lease to another worker and fences the first one off', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await claim(runId, spent);
    expect(await runStore.findWorkable(1000)).toContain(runId);
    const second = await claim(runId);
    expect(second.run.attempt).toBe(2);
    expect(second.lostAttempts).toBe(1);

    const ghost = { runId, attempt: 1 };
    expect(await runStore.heartbeat(ghost, 60_000, progress)).toBe('lost');
    expect(await runStore.saveTasks(ghost, [])).toBe(false);
    expect(await runStore.saveReceipt(ghost, receipt)).toBe(false);
    expect(await runStore.transition(ghost, ['running'], { to: 'success', receipt })).toBe(false);
    expect(await runStore.getRun(runId)).toMatchObject({
      status: 'running',
      attempt: 2,
      progress: null,
      receipt: null,
    });
  });

  it('lets an owner that is late but not replaced go on', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await claim(runId, spent);
    expect(await runStore.heartbeat({ runId, attempt: 1 }, 60_000, null)).toBe('held');
    expect(await other.runStore.claimRun(runId, lease)).toBeNull();
  });

  it('lets one of two win when the owner beats while another claims', async () => {
    for (let round = 0; round < 20; round += 1) {
      const runId = await createRun(fresh, await createPipeline(fresh));
      await claim(runId, spent);
      const [beat, taken] = await Promise.all([
        runStore.heartbeat({ runId, attempt: 1 }, 60_000, null),
        other.runStore.claimRun(runId, lease),
      ]);
      expect(beat).toBe(taken === null ? 'held' : 'lost');
    }
  });

  it('stores progress with a heartbeat, and keeps it when there is none', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await claim(runId);
    await runStore.heartbeat({ runId, attempt: 1 }, 60_000, progress);
    await runStore.heartbeat({ runId, attempt: 1 }, 60_000, null);
    expect((await runStore.getRun(runId))?.progress).toEqual(progress);
  });

  it('moves a run only from the states named, and never out of an end', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await claim(runId);
    const fence = { runId, attempt: 1 };
    expect(await runStore.transition(fence, ['cancelling'], { to: 'cancelled' })).toBe(false);
    expect(await runStore.transition(fence, ['running'], { to: 'success', receipt })).toBe(true);
    expect(await runStore.transition(fence, ['running', 'success'], { to: 'failed' })).toBe(false);
    expect(await runStore.heartbeat(fence, 60_000, null)).toBe('lost');
    expect(await runStore.claimRun(runId, lease)).toBeNull();
    expect(await runStore.getRun(runId)).toMatchObject({ status: 'success', receipt });
  });

  it('keeps a receipt for the attempt that comes after a crash', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await claim(runId, spent);
    expect(await runStore.saveReceipt({ runId, attempt: 1 }, receipt)).toBe(true);
    expect((await claim(runId)).run.receipt).toEqual(receipt);
  });

  it('names what the last success committed, however many runs failed since', async () => {
    const pipelineId = await createPipeline(fresh);
    const cursors = [
      { source: 's', cursor: 'c', from: null, to: '1', seen: [], row: ['c'], seen_from: null },
    ];
    const read = { ...receipt, targets: [{ target: 'out', cursors }] };
    const ids: string[] = [];
    for (let count = 0; count < 104; count += 1) ids.push(await createRun(fresh, pipelineId));
    const [before = '', succeeded = ''] = ids;
    const failed = ids.slice(2, -1);
    const asking = ids.at(-1) ?? '';
    const client = new Client({ connectionString: fresh.databaseUrl });
    await client.connect();
    try {
      const set =
        'UPDATE ai_etl.runs SET status = $3, receipt = $2, finished_at = now() WHERE id = ANY($1)';
      const text = JSON.stringify(read);
      await client.query(set, [[before, succeeded], text, 'success']);
      await client.query(set, [failed, text, 'failed']);
    } finally {
      await client.end();
    }
    expect((await runStore.earlierCursors(asking)).map(({ runId }) => runId)).toEqual([
      ...failed.toReversed(),
      succeeded,
    ]);
  });

  it('cancels waiting runs at once and asks running ones', async () => {
    const pipelineId = await createPipeline(fresh);
    const running = await createRun(fresh, pipelineId);
    const queued = await createRun(fresh, pipelineId);
    await claim(running);
    expect(await runStore.requestCancel(queued)).toMatchObject({ status: 'cancelled' });
    expect(await runStore.requestCancel(running)).toMatchObject({ status: 'cancelling' });
    expect(await runStore.requestCancel(running)).toMatchObject({ status: 'cancelling' });
    expect(await runStore.heartbeat({ runId: running, attempt: 1 }, 60_000, null)).toBe(
      'cancel_requested',
    );
    await finish(running, 1, 'cancelled');
    expect(await runStore.requestCancel(running)).toMatchObject({ status: 'cancelled' });
    expect(await runStore.requestCancel('run_unknown')).toBeNull();
  });

  it('cancels a run that waits for its retry', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await claim(runId);
    const retryAt = new Date(Date.now() + 3_600_000).toISOString();
    await runStore.transition({ runId, attempt: 1 }, ['running'], { to: 'retrying', retryAt });
    expect(await runStore.requestCancel(runId)).toMatchObject({ status: 'cancelled' });
  });

  it('hands a cancelling run whose worker died to another, still cancelling', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await claim(runId, spent);
    await runStore.requestCancel(runId);
    expect((await claim(runId)).run).toMatchObject({ status: 'cancelling', attempt: 2 });
  });

  it('never loses a cancel that races with the end of the run', async () => {
    for (let round = 0; round < 20; round += 1) {
      const runId = await createRun(fresh, await createPipeline(fresh));
      await claim(runId);
      const [ended, cancelled] = await Promise.all([
        runStore.transition({ runId, attempt: 1 }, ['running'], { to: 'success' }),
        other.runStore.requestCancel(runId),
      ]);
      const status = await statusOf(runId);
      expect(status).toBe(ended ? 'success' : 'cancelling');
      expect(cancelled?.status).toBe(status);
    }
  });

  it('creates one run for a schedule key, however many ask at once', async () => {
    const pipelineId = await createPipeline(fresh);
    const request = {
      pipelineId,
      pipelineVersion: 1,
      trigger: 'manual' as const,
      params: { date: '2026-01-01', limit: 5, full: true },
      logicalTime: '2026-01-01T00:00:00.000Z',
      scheduleKey: 'key:1',
    };
    const runs = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        (at % 2 ? runStore : other.runStore).createRun(request),
      ),
    );
    expect(new Set(runs.map((run) => run.id)).size).toBe(1);
    expect(runs[0]).toMatchObject({ params: request.params, logicalTime: request.logicalTime });
  });

  it('refuses a run of a version that is not there', async () => {
    const pipelineId = await createPipeline(fresh);
    await expect(
      runStore.createRun({
        pipelineId,
        pipelineVersion: 2,
        trigger: 'manual',
        params: {},
        logicalTime: '2026-01-01T00:00:00Z',
      }),
    ).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it('replaces tasks and keeps their order', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await claim(runId);
    const fence = { runId, attempt: 1 };
    await runStore.saveTasks(fence, [task('extract_orders'), task('load_orders'), task('old')]);
    const failed: RunTask = {
      ...task('load_orders'),
      status: 'failed',
      dependsOn: ['extract_orders'],
      rows: '12',
      startedAt: '2026-01-01T00:00:00.000Z',
      error: { code: 'QUERY_FAILED', message: 'no', details: [], retryable: false },
    };
    await runStore.saveTasks(fence, [failed, task('extract_orders')]);
    expect(await store.runs.listTasks(fresh.scope, runId)).toEqual([
      failed,
      task('extract_orders'),
    ]);
  });

  it('appends logs, also with a NUL in them, and lists them after an id', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await runStore.appendLogs(runId, [line('one'), line('tw\0o')]);
    await runStore.appendLogs(runId, [line('three')]);
    const all = await store.runs.listLogs(fresh.scope, runId, { limit: 10 });
    expect(all.map((one) => one.message)).toEqual(['one', 'tw\u2400o', 'three']);
    const rest = await store.runs.listLogs(fresh.scope, runId, {
      afterId: all[0]?.id ?? 0,
      limit: 1,
    });
    expect(rest.map((one) => one.message)).toEqual(['tw\u2400o']);
  });

  it('tells finished runs from live and unknown ones', async () => {
    const done = await createRun(fresh, await createPipeline(fresh));
    const live = await createRun(fresh, await createPipeline(fresh));
    await claim(done);
    await finish(done, 1);
    expect(await runStore.endedRuns([done, live, 'run_unknown'])).toEqual(new Set([done]));
    expect(await runStore.endedRuns([])).toEqual(new Set());
  });
});
