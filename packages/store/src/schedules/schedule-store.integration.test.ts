import { AiEtlError, type DueSchedule } from '@ai-etl/core';
import { afterEach, expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';
import { copySpec, createPipeline } from '../testing/fresh-store.ts';

const hour = 3_600_000;
const start = Date.parse('2026-01-01T00:00:00Z');
const at = (hours: number) => new Date(start + hours * hour).toISOString();

/** Hourly: one run for the time that was due. */
const hourly = (due: DueSchedule) => ({
  logicalTimes: [due.dueAt],
  nextAt: new Date(Date.parse(due.dueAt) + hour).toISOString(),
});

await describeStore('the schedule store', (fresh) => {
  const { pipelines, runs, schedules, scheduleStore } = fresh.store;
  const { scope } = fresh;
  const page = { page: 1, perPage: 1000 };

  afterEach(async () => {
    const { items } = await pipelines.listPipelines(scope, {}, page);
    await Promise.all(items.map((one) => schedules.deleteSchedule(scope, one.id)));
  });

  const deploy = async (nextAt: string): Promise<string> => {
    const id = await createPipeline(fresh, 16);
    const schedule = { cron: '0 * * * *', timezone: 'UTC', catchup: 'all' as const, nextAt };
    await pipelines.deployPipeline(scope, id, { environment: 'production', version: 1, schedule });
    return id;
  };
  const timesOf = async (pipelineId: string) =>
    (await runs.listRuns(scope, pipelineId, page)).items.map((run) => run.logicalTime).toSorted();

  it('runs each time of each schedule once, with many schedulers in two processes', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => deploy(at(0))));
    const other = await fresh.openAgain();
    const fired = await Promise.all(
      Array.from({ length: 8 }, (_, one) =>
        (one % 2 ? other.scheduleStore : scheduleStore).fireDue(
          { now: at(9), limit: 1000 },
          hourly,
        ),
      ),
    );
    // A scheduler that met a locked row left it to its holder; what is left is due again.
    fired.push(await scheduleStore.fireDue({ now: at(9), limit: 1000 }, hourly));
    expect(fired.flat()).toHaveLength(60);
    const expected = Array.from({ length: 10 }, (_, index) => at(index));
    for (const id of ids) expect(await timesOf(id)).toEqual(expected);
  });

  it('creates runs of the deployed version and advances in one step', async () => {
    const id = await deploy(at(0));
    const fired = await scheduleStore.fireDue({ now: at(0), limit: 10 }, hourly);
    expect(fired).toMatchObject([{ pipelineId: id, nextAt: at(1), runIds: [expect.any(String)] }]);
    expect(await fresh.store.runStore.getRun(fired[0]?.runIds[0] ?? '')).toMatchObject({
      trigger: 'schedule',
      pipelineVersion: 1,
      logicalTime: at(0),
      status: 'queued',
    });
    expect(await schedules.getSchedule(scope, id)).toMatchObject({ nextAt: at(1) });
  });

  it('fires each environment by itself, with its own version and connections', async () => {
    const id = await deploy(at(0));
    const schedule = { cron: '0 * * * *', timezone: 'UTC', catchup: 'all' as const };
    const shell = await fresh.store.connections.createConnection(scope, {
      projectId: fresh.projectId,
      name: 'staging database',
      type: 'postgresql',
      settings: {},
      secrets: {},
    });
    await pipelines.addVersion(scope, id, copySpec(null, { name: 'second' }));
    await pipelines.deployPipeline(scope, id, {
      environment: 'staging',
      version: 2,
      bindings: { conn_of_spec: shell.id },
      schedule: { ...schedule, nextAt: at(0) },
    });
    const fired = await scheduleStore.fireDue({ now: at(0), limit: 10 }, hourly);
    expect(fired.map((one) => one.environment).toSorted()).toEqual(['production', 'staging']);
    const { items } = await runs.listRuns(scope, id, page);
    expect(
      items
        .map(({ environment, pipelineVersion, logicalTime }) => ({
          environment,
          pipelineVersion,
          logicalTime,
        }))
        .toSorted((one, other) => one.environment.localeCompare(other.environment)),
    ).toEqual([
      { environment: 'production', pipelineVersion: 1, logicalTime: at(0) },
      { environment: 'staging', pipelineVersion: 2, logicalTime: at(0) },
    ]);
    await schedules.pauseSchedule(scope, id, { paused: true, environment: 'staging' });
    expect(await scheduleStore.fireDue({ now: at(1), limit: 10 }, hourly)).toMatchObject([
      { environment: 'production' },
    ]);
  });

  it('does not run a time again when the schedule is set back', async () => {
    const id = await deploy(at(0));
    await scheduleStore.fireDue({ now: at(0), limit: 10 }, hourly);
    await schedules.upsertSchedule(scope, id, {
      cron: '0 * * * *',
      timezone: 'UTC',
      catchup: 'all',
      paused: false,
      nextAt: at(0),
    });
    await scheduleStore.fireDue({ now: at(1), limit: 10 }, hourly);
    expect(await timesOf(id)).toEqual([at(0), at(1)]);
  });

  it('skips, catches up or ends as it is told', async () => {
    const id = await deploy(at(0));
    const skip = () => ({ logicalTimes: [], nextAt: at(5) });
    expect(await scheduleStore.fireDue({ now: at(4), limit: 10 }, skip)).toMatchObject([
      { runIds: [], nextAt: at(5) },
    ]);
    const all = () => ({ logicalTimes: [at(5), at(6), at(7)], nextAt: null });
    await scheduleStore.fireDue({ now: at(7), limit: 10 }, all);
    expect(await timesOf(id)).toEqual([at(5), at(6), at(7)]);
    expect(await scheduleStore.fireDue({ now: at(99), limit: 10 }, hourly)).toEqual([]);
  });

  it('leaves paused schedules alone and names the next time due', async () => {
    const id = await deploy(at(50));
    await deploy(at(60));
    expect(await scheduleStore.nextDue()).toBe(at(50));
    await schedules.pauseSchedule(scope, id, { paused: true });
    expect(await scheduleStore.nextDue()).toBe(at(60));
    expect(await scheduleStore.fireDue({ now: at(55), limit: 10 }, hourly)).toEqual([]);
    await schedules.pauseSchedule(scope, id, { paused: false, nextAt: at(56) });
    expect(await scheduleStore.nextDue()).toBe(at(56));
  });

  it('keeps a time that is due when the pipeline is deployed at that moment, or resumed', async () => {
    const id = await deploy(at(0));
    const schedule = { cron: '0 * * * *', timezone: 'UTC', catchup: 'all' as const };
    const again = { environment: 'production', version: 1 };
    await pipelines.deployPipeline(scope, id, {
      ...again,
      schedule: { ...schedule, nextAt: at(1) },
    });
    expect(await schedules.getSchedule(scope, id)).toMatchObject({ nextAt: at(0) });
    await schedules.pauseSchedule(scope, id, { paused: false, nextAt: at(1) });
    await scheduleStore.fireDue({ now: at(0), limit: 10 }, hourly);
    expect(await timesOf(id)).toEqual([at(0)]);
    const other = { ...schedule, cron: '30 * * * *', nextAt: at(1.5) };
    await pipelines.deployPipeline(scope, id, { ...again, schedule: other });
    expect(await schedules.getSchedule(scope, id)).toMatchObject({ nextAt: at(1.5) });
    await schedules.pauseSchedule(scope, id, { paused: true });
    await pipelines.deployPipeline(scope, id, {
      ...again,
      schedule: { ...other, nextAt: at(7.5) },
    });
    expect(await schedules.getSchedule(scope, id)).toMatchObject({ nextAt: at(7.5) });
  });

  it('leaves out what a backfill has made, and a backfill what is due at its moment', async () => {
    const id = await deploy(at(0));
    const backfill = (logicalTimes: readonly string[]) =>
      runs.createBackfill(scope, {
        pipelineId: id,
        pipelineVersion: 1,
        environment: 'production',
        bindings: {},
        params: {},
        logicalTimes,
        again: false,
      });
    await backfill([at(0), at(1)]);
    const all = () => ({ logicalTimes: [at(0), at(1), at(2)], nextAt: at(3) });
    expect(await scheduleStore.fireDue({ now: at(2), limit: 10 }, all)).toMatchObject([
      { runIds: [expect.any(String)] },
    ]);
    const upTo12 = Array.from({ length: 10 }, (_, index) => at(index + 3));
    await Promise.all([
      ...Array.from({ length: 3 }, () =>
        scheduleStore.fireDue({ now: at(12), limit: 1000 }, hourly),
      ),
      backfill(upTo12.slice(0, 6)),
      backfill(upTo12.slice(3)),
    ]);
    await scheduleStore.fireDue({ now: at(12), limit: 1000 }, hourly);
    expect(await timesOf(id)).toEqual([at(0), at(1), at(2), ...upTo12]);
  });

  it('fires the others when one cannot be fired, and says so', async () => {
    const broken = await deploy(at(-2));
    const later = await deploy(at(-1));
    const decide = (due: DueSchedule) => {
      if (due.pipelineId === broken) throw new AiEtlError('VALIDATION_ERROR', 'No such zone.');
      return hourly(due);
    };
    await expect(scheduleStore.fireDue({ now: at(-1), limit: 10 }, decide)).rejects.toThrow(
      /No such zone/,
    );
    expect(await timesOf(later)).toEqual([at(-1)]);
    expect(await schedules.getSchedule(scope, broken)).toMatchObject({ nextAt: at(-2) });
  });

  it('stores nothing when the decision fails', async () => {
    const id = await deploy(at(-5));
    await expect(
      scheduleStore.fireDue({ now: at(-5), limit: 1 }, (due) => ({
        logicalTimes: [due.dueAt],
        nextAt: due.dueAt,
      })),
    ).rejects.toThrow(/later than the one that was due/);
    expect(await timesOf(id)).toEqual([]);
    expect(await schedules.getSchedule(scope, id)).toMatchObject({ nextAt: at(-5) });
  });
});
