import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createMemoryQueue } from '../testing/memory-queue.ts';
import { createRunFixture, lost, startTime } from '../testing/run-fixture.ts';
import { createWorker } from './create-worker.ts';

function setUp(concurrency = 2) {
  const clock = createManualClock(startTime);
  const fixture = createRunFixture(clock);
  const queue = createMemoryQueue();
  const worker = createWorker({ ...fixture.ports, queue }, { workerId: 'w1', concurrency });
  const statusOf = async (id: string) => (await fixture.store.getRun(id))?.status;
  return { clock, queue, worker, statusOf, ...fixture };
}

describe('worker', () => {
  it('executes what the queue hands it', async () => {
    const { clock, queue, worker, statusOf, addRun } = setUp();
    await worker.start();
    const { id } = await addRun();
    await queue.enqueue(id);
    await clock.advance(10);
    expect(await statusOf(id)).toBe('success');
    await worker.stop();
  });

  it('finds runs the queue forgot, and retries that are due', async () => {
    const { clock, worker, statusOf, source, addRun } = setUp();
    const { id } = await addRun({ policy: { retry_delay_seconds: 4 } });
    source.faults.readDies = {
      afterLines: 0,
      error: lost('The source'),
    };
    await worker.start();
    await clock.advance(100);
    expect(await statusOf(id)).toBe('retrying');
    delete source.faults.readDies;
    await clock.advance(1800);
    expect(await statusOf(id)).toBe('retrying');
    await clock.advance(2200);
    expect(await statusOf(id)).toBe('success');
    await worker.stop();
  });

  it('takes over the run of a worker that died within a lease and a sweep', async () => {
    const { clock, worker, store, statusOf, addRun } = setUp();
    const { id } = await addRun();
    await store.claimRun(id, { workerId: 'dead', leaseMs: 10_000 });
    await worker.start();
    await clock.advance(9900);
    expect(await statusOf(id)).toBe('running');
    await clock.advance(2200);
    expect(await statusOf(id)).toBe('success');
    await worker.stop();
  });

  it('never executes more runs at once than its concurrency, from queue and sweep together', async () => {
    const { clock, queue, worker, source, addRun } = setUp(2);
    source.faults.readHangsAfter = 1;
    const runs = await Promise.all([1, 2, 3, 4].map(() => addRun()));
    await worker.start();
    for (const { id } of runs) await queue.enqueue(id);
    await clock.advance(5000);
    expect(worker.active()).toHaveLength(2);
    expect(source.runningQueries).toBe(2);
    const stopping = worker.stop();
    await clock.advance(100);
    await stopping;
  });

  it('lets a run end while it drains', async () => {
    const { clock, queue, worker, statusOf, freezer, addRun } = setUp();
    await worker.start();
    const { id } = await addRun();
    freezer.freezeAt(freezer.passed.length + 5);
    await queue.enqueue(id);
    await freezer.frozen;
    const stopping = worker.stop({ drainMs: 30_000 });
    await clock.advance(5000);
    expect(await statusOf(id)).toBe('running');
    freezer.thaw();
    await clock.advance(100);
    await stopping;
    expect(await statusOf(id)).toBe('success');
  });

  it('hands a run back when it does not end in time, and takes nothing new', async () => {
    const { clock, queue, worker, store, source, addRun, statusOf } = setUp();
    source.faults.readHangsAfter = 1;
    await worker.start();
    const { id } = await addRun();
    await queue.enqueue(id);
    await clock.advance(100);
    const stopping = worker.stop({ drainMs: 3000 });
    const late = await addRun();
    await clock.advance(3100);
    await stopping;
    expect(source.runningQueries).toBe(0);
    expect(await store.findWorkable(10)).toEqual([id, late.id]);
    expect(await statusOf(late.id)).toBe('queued');
  });
});
