import { invariant } from '@ai-etl/core';
import { expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';
import { createPipeline } from '../testing/fresh-store.ts';

await describeStore('searching runs', (fresh) => {
  const { runs, runStore } = fresh.store;
  const { scope } = fresh;
  const day = (date: number) => `2026-01-${String(date).padStart(2, '0')}T00:00:00.000Z`;
  const newest = { field: 'created_at', descending: true } as const;

  const create = async (pipelineId: string, date: number, environment = 'production') =>
    (
      await runs.createRun(scope, {
        pipelineId,
        pipelineVersion: 1,
        environment,
        trigger: 'manual',
        params: {},
        logicalTime: day(date),
      })
    ).id;

  it('filters by status, environment and logical time, and sorts', async () => {
    const pipelineId = await createPipeline(fresh, 4);
    const [first, second, third] = [
      await create(pipelineId, 3),
      await create(pipelineId, 1),
      await create(pipelineId, 2, 'staging'),
    ];
    await runs.cancelRun(scope, second);
    const find = async (filter: Parameters<typeof runs.searchRuns>[1], sort = {}) => {
      const page = { page: 1, perPage: 10, sort: { ...newest, ...sort } };
      const found = await runs.searchRuns(scope, { pipelineId, ...filter }, page);
      return { ids: found.items.map((run) => run.id), total: found.total };
    };
    expect(await find({})).toEqual({ ids: [third, second, first], total: 3 });
    expect(await find({ statuses: ['cancelled', 'failed'] })).toEqual({ ids: [second], total: 1 });
    expect(await find({ environment: 'staging' })).toEqual({ ids: [third], total: 1 });
    expect((await find({ logicalFrom: day(2), logicalTo: day(3) })).ids).toEqual([third]);
    expect((await find({ triggers: ['backfill'] })).ids).toEqual([]);
    const byTime = await find({}, { field: 'logical_time', descending: false });
    expect(byTime.ids).toEqual([second, third, first]);
    // Those without an end come last, whichever way.
    expect((await find({}, { field: 'finished_at', descending: false })).ids[0]).toBe(second);
    expect((await find({}, { field: 'finished_at', descending: true })).ids[0]).toBe(second);
  });

  it('goes on from a position and meets each run once, whatever is added meanwhile', async () => {
    const pipelineId = await createPipeline(fresh, 4);
    const ids = [];
    for (let date = 1; date <= 5; date += 1) ids.push(await create(pipelineId, date));
    const filter = { pipelineId };
    const first = await runs.searchRuns(scope, filter, { page: 1, perPage: 2, sort: newest });
    expect(first).toMatchObject({ total: 5 });
    await create(pipelineId, 6);
    invariant(first.next !== null, 'there is more');
    const second = await runs.searchRuns(scope, filter, {
      after: first.next,
      perPage: 2,
      sort: newest,
    });
    expect(second.total).toBeNull();
    invariant(second.next !== null, 'there is more');
    const third = await runs.searchRuns(scope, filter, {
      after: second.next,
      perPage: 2,
      sort: newest,
    });
    expect(third.next).toBeNull();
    const met = [first, second, third].flatMap((one) => one.items.map((run) => run.id));
    expect(met).toEqual(ids.toReversed());
  });

  it('creates the runs of a backfill once, and again only where they failed', async () => {
    const pipelineId = await createPipeline(fresh, 4);
    const request = {
      pipelineId,
      pipelineVersion: 1,
      environment: 'production',
      bindings: {},
      params: {},
      logicalTimes: [day(1), day(2), day(3)],
      again: false,
    };
    expect((await runs.planBackfill(scope, request)).map((one) => one.existing)).toEqual([
      null,
      null,
      null,
    ]);
    const both = await Promise.all([
      runs.createBackfill(scope, request),
      runs.createBackfill(scope, request),
    ]);
    const made = new Set(both.flat().map((one) => (one.created ?? one.existing)?.id));
    expect(made.size).toBe(3);
    const [failed, done] = [...made];
    await runs.cancelRun(scope, failed ?? '');
    await runStore.claimRun(done ?? '', { workerId: 'w', leaseMs: 60_000 });
    await runStore.transition({ runId: done ?? '', attempt: 1 }, ['running'], { to: 'success' });
    const again = await runs.createBackfill(scope, request);
    expect(again.map((one) => one.created !== null)).toEqual([true, false, false]);
    const forced = await runs.createBackfill(scope, { ...request, again: true });
    expect(forced.map((one) => one.created !== null)).toEqual([false, true, false]);
  });

  it('expects of a run what its like took', async () => {
    const pipelineId = await createPipeline(fresh, 4);
    const finish = async (runId: string) => {
      await runStore.claimRun(runId, { workerId: 'w', leaseMs: 60_000 });
      await runStore.transition({ runId, attempt: 1 }, ['running'], { to: 'success' });
    };
    const { pipelines } = fresh.store;
    await finish(await create(pipelineId, 1));
    expect(await pipelines.getActivity(scope, pipelineId)).toMatchObject({
      latestRun: { expectedSeconds: null },
    });
    await runStore.claimRun(await create(pipelineId, 2), { workerId: 'w', leaseMs: 60_000 });
    const activity = await pipelines.getActivity(scope, pipelineId);
    expect(activity?.latestRun?.expectedSeconds).toBeGreaterThan(0);
    expect(activity?.latestRun?.expectedSeconds).toBeLessThan(60);
  });
});
