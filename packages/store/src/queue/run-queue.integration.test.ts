import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import type { Store } from '../store.ts';
import { describeStore } from '../testing/describe-store.ts';
import { createPipeline, createRun, eventually } from '../testing/fresh-store.ts';

await describeStore('the run queue', (fresh) => {
  const { runStore } = fresh.store;
  /** Run id and when it arrived, of a worker that looks only once a minute unless notified. */
  const arrived: { readonly runId: string }[] = [];
  let busy = 0;
  let mostBusy = 0;
  let hold: Promise<void> = Promise.resolve();
  let worker: Store;

  beforeAll(async () => {
    worker = await fresh.openAgain({ applicationName: 'ai-etl worker' });
    await worker.queue.work(
      async (runId) => {
        arrived.push({ runId });
        busy += 1;
        mostBusy = Math.max(mostBusy, busy);
        await hold;
        busy -= 1;
        if (runId === 'run_fails') throw new TypeError('handler broke');
      },
      { concurrency: 2, pollingSeconds: 60 },
    );
  });
  const arrivalOf = (runId: string) =>
    eventually(() => Promise.resolve(arrived.find((one) => one.runId === runId)));

  const timesOf = (runId: string) => arrived.filter((one) => one.runId === runId).length;

  it('hands a new run to another process at once, not at its next look', async () => {
    const pipelineId = await createPipeline(fresh);
    for (let round = 0; round < 10; round += 1) {
      const runId = await createRun(fresh, pipelineId);
      // Far sooner than the minute between two looks, or this fails.
      expect((await arrivalOf(runId)).runId).toBe(runId);
    }
  });

  it('sends no job for a run that was not stored', async () => {
    const before = arrived.length;
    await expect(createRun(fresh, 'pipe_unknown')).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });
    const marker = await createRun(fresh, await createPipeline(fresh));
    await arrivalOf(marker);
    expect(arrived.slice(before).map((one) => one.runId)).toEqual([marker]);
  });

  it('wakes the next queued run of the pipeline when one ends, and when one is cancelled', async () => {
    const pipelineId = await createPipeline(fresh);
    const runIds = [
      await createRun(fresh, pipelineId),
      await createRun(fresh, pipelineId),
      await createRun(fresh, pipelineId),
    ];
    const [first = '', second = '', third = ''] = runIds;
    for (const runId of runIds) await arrivalOf(runId);
    await runStore.claimRun(first, { workerId: 'w', leaseMs: 60_000 });

    await runStore.transition({ runId: first, attempt: 1 }, ['running'], { to: 'success' });
    await eventually(() => Promise.resolve(timesOf(second) === 2));
    await runStore.requestCancel(second);
    await eventually(() => Promise.resolve(timesOf(third) === 2));
  });

  it('wakes another worker for a run that is handed back', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await arrivalOf(runId);
    await runStore.claimRun(runId, { workerId: 'stopping', leaseMs: 60_000 });
    expect(await runStore.heartbeat({ runId, attempt: 1 }, 0, null)).toBe('held');
    await eventually(() => Promise.resolve(timesOf(runId) === 2));
    const heir = await runStore.claimRun(runId, { workerId: 'heir', leaseMs: 60_000 });
    expect(heir?.run.attempt).toBe(2);
  });

  it('survives a handler that throws, and says so in the log', async () => {
    await fresh.store.queue.enqueue('run_fails');
    await arrivalOf('run_fails');
    await fresh.store.queue.enqueue('run_after');
    await arrivalOf('run_after');
    await eventually(() =>
      Promise.resolve(fresh.logged.some((one) => one.message === 'the handler of a run failed')),
    );
    expect(arrived.filter((one) => one.runId === 'run_fails')).toHaveLength(1);
  });

  it('works on no more runs at once than it was told', async () => {
    const gate = Promise.withResolvers<undefined>();
    hold = gate.promise.then(() => undefined);
    mostBusy = 0;
    const runIds = ['run_a', 'run_b', 'run_c', 'run_d'];
    for (const runId of runIds) await fresh.store.queue.enqueue(runId);
    await eventually(() => Promise.resolve(busy === 2));
    gate.resolve(undefined);
    for (const runId of runIds) await arrivalOf(runId);
    expect(mostBusy).toBe(2);
  });

  it('tells handlers to stop and waits for them', async () => {
    const stopping = await fresh.openAgain();
    await worker.queue.stop({ timeoutMs: 5_000 });
    const seen = Promise.withResolvers<string>();
    let finished = false;
    await stopping.queue.work(
      async (_, signal) => {
        seen.resolve('started');
        await pause(60_000, undefined, { signal }).catch(() => undefined);
        finished = true;
      },
      { concurrency: 1, pollingSeconds: 0.5 },
    );
    await fresh.store.queue.enqueue('run_stopped');
    await seen.promise;
    await stopping.queue.stop({ timeoutMs: 5_000 });
    expect(finished).toBe(true);
    await stopping.close();
    await stopping.close();
  });

  it('delivers a delayed job after its time, not before', async () => {
    const delayed = await fresh.openAgain();
    const startAfter = new Date(Date.now() + 1_000);
    const came = Promise.withResolvers<number>();
    await delayed.queue.work(
      (runId) => {
        if (runId === 'run_delayed') came.resolve(Date.now());
        return Promise.resolve();
      },
      { concurrency: 1, pollingSeconds: 0.5 },
    );
    await fresh.store.queue.enqueue('run_delayed', { startAfter: startAfter.toISOString() });
    // The two clocks are one machine's; 50 ms for their reading at different moments.
    expect(await came.promise).toBeGreaterThan(startAfter.getTime() - 50);
  });
});
