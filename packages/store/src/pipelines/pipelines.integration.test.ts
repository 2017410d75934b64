import { expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';
import { copySpec, createPipeline, createRun } from '../testing/fresh-store.ts';

await describeStore('pipelines', (fresh) => {
  const { pipelines, schedules, runs, runStore } = fresh.store;
  const { scope, projectId } = fresh;

  it('stores a settled pipeline as version 1', async () => {
    const { spec, specHash } = copySpec(null);
    const pipeline = await pipelines.createPipeline(scope, {
      projectId,
      name: 'copy_orders',
      description: 'Copy orders daily',
      spec,
      specHash,
    });
    expect(pipeline).toMatchObject({
      status: 'ready',
      draft: null,
      latestVersion: 1,
      deployment: null,
      schedule: null,
      description: 'Copy orders daily',
    });
    expect(await pipelines.getVersion(scope, pipeline.id)).toMatchObject({
      version: 1,
      spec,
      specHash,
    });
    expect(await pipelines.getVersion(scope, pipeline.id, 2)).toBeNull();
  });

  it('keeps open questions until a version settles them', async () => {
    const draft = { questions: [{ id: 'table', choices: ['a', 'b'] }], planner: { ir: [1] } };
    const pipeline = await pipelines.createPipeline(scope, {
      projectId,
      name: 'unclear',
      description: 'Load something',
      draft,
    });
    expect(pipeline).toMatchObject({ status: 'needs_clarification', draft, latestVersion: 0 });
    expect(await pipelines.getVersion(scope, pipeline.id)).toBeNull();
    await expect(
      pipelines.deployPipeline(scope, pipeline.id, { environment: 'production', version: 1 }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });

    const next = { questions: [], planner: null };
    expect(await pipelines.saveDraft(scope, pipeline.id, next)).toMatchObject({ draft: next });
    expect(await pipelines.addVersion(scope, pipeline.id, copySpec(null))).toMatchObject({
      version: 1,
    });
    expect(await pipelines.getPipeline(scope, pipeline.id)).toMatchObject({
      status: 'ready',
      draft: null,
      latestVersion: 1,
    });
  });

  it('numbers versions without gaps when many are added at once', async () => {
    const id = await createPipeline(fresh);
    const added = await Promise.all(
      Array.from({ length: 8 }, () => pipelines.addVersion(scope, id, copySpec(null))),
    );
    expect(new Set(added.map((one) => one?.version))).toEqual(new Set([2, 3, 4, 5, 6, 7, 8, 9]));
    const { items, total } = await pipelines.listVersions(scope, id, { page: 2, perPage: 4 });
    expect({ versions: items.map((one) => one.version), total }).toEqual({
      versions: [5, 4, 3, 2],
      total: 9,
    });
  });

  it('stores the first version with all its connections, and nothing when one is missing', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 10; index += 1) {
      const { id } = await fresh.store.connections.createConnection(scope, {
        projectId,
        name: `many_${index}`,
        type: 'postgresql',
        settings: {},
        secrets: {},
      });
      ids.push(id);
    }
    const create = (connections: readonly string[]) =>
      pipelines.createPipeline(scope, {
        projectId,
        name: 'many',
        description: '',
        ...copySpec(null, {
          sources: connections.map((connection, index) => ({
            id: `source_${index}`,
            connection,
            object: { name: 'orders' },
          })),
        }),
      });
    for (const count of [1, 2, 10]) {
      const { id } = await create(ids.slice(0, count));
      const version = await pipelines.getVersion(scope, id);
      expect(version?.spec.sources.map((one) => one.connection)).toEqual(ids.slice(0, count));
    }
    for (const id of ids) {
      await expect(fresh.store.connections.deleteConnection(scope, id)).rejects.toMatchObject({
        code: 'CONFLICT',
      });
    }

    const page = { page: 1, perPage: 1 };
    const before = await pipelines.listPipelines(scope, {}, page);
    for (const known of [0, 1, 9]) {
      await expect(create([...ids.slice(0, known), 'conn_missing'])).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        details: [{ field: 'connection', error: 'unknown connection conn_missing' }],
      });
    }
    expect((await pipelines.listPipelines(scope, {}, page)).total).toBe(before.total);
  });

  it('is not created in a project that is not there', async () => {
    const request = { projectId: 'proj_missing', name: 'lost', description: '' };
    for (const content of [copySpec(null), { draft: { questions: [], planner: null } }]) {
      await expect(
        pipelines.createPipeline(scope, { ...request, ...content }),
      ).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    }
  });

  it('tells what a pipeline and its newest run are doing', async () => {
    const id = await createPipeline(fresh);
    expect(await pipelines.getActivity(scope, id)).toEqual({
      pipeline: { id, status: 'ready' },
      latestRun: null,
    });
    await createRun(fresh, id);
    const newest = await createRun(fresh, id);
    expect(await pipelines.getActivity(scope, id)).toMatchObject({
      pipeline: { id, status: 'ready' },
      latestRun: { id: newest, status: 'queued', startedAt: null, finishedAt: null },
    });
    await pipelines.deletePipeline(scope, id);
    expect(await pipelines.getActivity(scope, id)).toBeNull();
  });

  it('refuses a version built on an older one', async () => {
    const id = await createPipeline(fresh);
    const request = { ...copySpec(null), expectedVersion: 1 };
    const answers = await Promise.allSettled([
      pipelines.addVersion(scope, id, request),
      pipelines.addVersion(scope, id, request),
    ]);
    expect(answers.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT' },
    });
  });

  it('refuses a connection the project does not have, and stores nothing', async () => {
    const before = await pipelines.listPipelines(scope, {}, { page: 1, perPage: 1 });
    await expect(
      pipelines.createPipeline(scope, {
        projectId,
        name: 'x',
        description: '',
        ...copySpec('conn_unknown'),
      }),
    ).rejects.toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field: 'connection' }] });
    const after = await pipelines.listPipelines(scope, {}, { page: 1, perPage: 1 });
    expect(after.total).toBe(before.total);
  });

  it('deploys a version with its schedule, and removes the schedule again', async () => {
    const id = await createPipeline(fresh);
    const schedule = {
      cron: '0 2 * * *',
      timezone: 'Europe/Berlin',
      catchup: 'latest' as const,
      nextAt: '2026-03-01T01:00:00.000Z',
    };
    const deployed = await pipelines.deployPipeline(scope, id, {
      environment: 'production',
      version: 1,
      schedule,
    });
    expect(deployed).toMatchObject({
      deployment: { environment: 'production', version: 1 },
      schedule: { ...schedule, paused: false },
    });
    expect(await schedules.pauseSchedule(scope, id, { paused: true })).toMatchObject({
      paused: true,
      nextAt: schedule.nextAt,
    });
    const kept = await pipelines.deployPipeline(scope, id, {
      environment: 'production',
      version: 1,
    });
    expect(kept).toMatchObject({ schedule: { paused: true } });
    const removed = await pipelines.deployPipeline(scope, id, {
      environment: 'production',
      version: 1,
      schedule: null,
    });
    expect(removed?.schedule).toBeNull();
    expect(await schedules.getSchedule(scope, id)).toBeNull();
    await expect(
      pipelines.deployPipeline(scope, id, { environment: 'production', version: 7 }),
    ).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });

  it('keeps deployments and schedules of environments apart', async () => {
    const id = await createPipeline(fresh);
    const schedule = { cron: '0 2 * * *', timezone: 'UTC', catchup: 'latest' as const };
    const nextAt = '2026-03-01T02:00:00.000Z';
    await pipelines.deployPipeline(scope, id, {
      environment: 'production',
      version: 1,
      schedule: { ...schedule, nextAt },
    });
    await pipelines.addVersion(scope, id, copySpec(null, { name: 'copy_orders_2' }));
    const staged = await pipelines.deployPipeline(scope, id, {
      environment: 'staging',
      version: 2,
      deployedBy: 'user_1',
    });
    expect(staged).toMatchObject({
      deployment: { environment: 'staging', version: 2 },
      schedule: null,
    });
    expect((await pipelines.listDeployments(scope, [id])).get(id)).toMatchObject([
      { environment: 'production', version: 1, deployedBy: null, schedule: { nextAt } },
      { environment: 'staging', version: 2, deployedBy: 'user_1', schedule: null },
    ]);
  });

  it('comes back after it was deleted, its schedules paused', async () => {
    const id = await createPipeline(fresh);
    await pipelines.deployPipeline(scope, id, {
      environment: 'production',
      version: 1,
      schedule: {
        cron: '0 2 * * *',
        timezone: 'UTC',
        catchup: 'latest',
        nextAt: '2099-03-01T02:00:00.000Z',
      },
    });
    await expect(pipelines.restorePipeline(scope, id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await pipelines.deletePipeline(scope, id);
    const page = { page: 1, perPage: 100 };
    const idsOf = async (deleted: boolean) =>
      (await pipelines.listPipelines(scope, { deleted }, page)).items.map((one) => one.id);
    expect(await idsOf(true)).toContain(id);
    expect(await idsOf(false)).not.toContain(id);
    expect(await pipelines.restorePipeline(scope, id)).toMatchObject({
      id,
      deletedAt: null,
      deployment: { version: 1 },
      schedule: { paused: true },
    });
    expect(await pipelines.restorePipeline(scope, 'pipe_nobody')).toBeNull();
  });

  it('finds by name, environment and status, sorted, with wildcards taken as they are', async () => {
    const create = (name: string) =>
      pipelines.createPipeline(scope, { projectId, name, description: 'd', ...copySpec(null) });
    const first = await create('find_100%_a');
    const second = await create('find_100%_b');
    await create('find_1000_c');
    await pipelines.deployPipeline(scope, second.id, { environment: 'development', version: 1 });
    const find = async (filter: Parameters<typeof pipelines.listPipelines>[1], name = false) => {
      const sort = { field: 'name' as const, descending: true };
      const page = { page: 1, perPage: 10, ...(name ? { sort } : {}) };
      return (await pipelines.listPipelines(scope, filter, page)).items.map((one) => one.id);
    };
    expect(await find({ search: 'FIND_100%_' }, true)).toEqual([second.id, first.id]);
    expect(await find({ search: 'find_100%', environment: 'development' })).toEqual([second.id]);
    expect(await find({ search: 'find_100%', status: 'needs_clarification' })).toEqual([]);
  });

  it.each([
    ['a NUL', '\0'],
    ['half of a surrogate pair', '\ud800'],
  ])('refuses a text with %s as a mistake of the caller', async (_what, text) => {
    const spec = copySpec(null, { description: `x${text}` });
    await expect(
      pipelines.createPipeline(scope, { projectId, name: 'odd', description: '', ...spec }),
    ).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });

  it('lists newest first, page by page, with a total', async () => {
    const ids = [await createPipeline(fresh), await createPipeline(fresh)];
    const { items, total } = await pipelines.listPipelines(
      scope,
      { projectId },
      { page: 1, perPage: 2 },
    );
    expect(items.map((one) => one.id)).toEqual(ids.toReversed());
    expect(total).toBeGreaterThan(2);
    const none = await pipelines.listPipelines(
      scope,
      { projectId: 'proj_x' },
      { page: 1, perPage: 2 },
    );
    expect(none).toEqual({ items: [], total: 0 });
  });

  it('goes by the name of its newest version, in one step with it', async () => {
    const id = await createPipeline(fresh);
    await pipelines.addVersion(scope, id, copySpec(null, { name: 'better' }));
    expect(await pipelines.getPipeline(scope, id)).toMatchObject({
      name: 'better',
      latestVersion: 2,
    });
    const late = { ...copySpec(null, { name: 'late' }), expectedVersion: 1 };
    await expect(pipelines.addVersion(scope, id, late)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await pipelines.getPipeline(scope, id)).toMatchObject({ name: 'better' });
  });

  it('goes out of sight when deleted, cancels what waits and stops what runs', async () => {
    const id = await createPipeline(fresh);
    const running = await createRun(fresh, id);
    const waiting = await createRun(fresh, id);
    await runStore.claimRun(running, { workerId: 'w', leaseMs: 60_000 });
    expect(await pipelines.deletePipeline(scope, id)).toBe(true);
    expect(await pipelines.deletePipeline(scope, id)).toBe(false);
    expect(await pipelines.getPipeline(scope, id)).toBeNull();
    expect(await pipelines.addVersion(scope, id, copySpec(null))).toBeNull();
    expect((await runStore.getRun(running))?.status).toBe('cancelling');
    expect((await runStore.getRun(waiting))?.status).toBe('cancelled');
    await expect(createRun(fresh, id)).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    expect((await runs.listRuns(scope, id, { page: 1, perPage: 10 })).total).toBe(2);
  });

  it('answers the latest run of each pipeline', async () => {
    const [one, two, none] = [
      await createPipeline(fresh),
      await createPipeline(fresh),
      await createPipeline(fresh),
    ];
    await createRun(fresh, one);
    const newest = await createRun(fresh, one);
    const only = await createRun(fresh, two);
    const latest = await runs.latestRuns(scope, [one, two, none]);
    expect(new Map([...latest].map(([id, run]) => [id, run.id]))).toEqual(
      new Map([
        [one, newest],
        [two, only],
      ]),
    );
  });
});
