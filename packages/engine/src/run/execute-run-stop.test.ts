import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createRunFixture, sourceLines, startTime } from '../testing/run-fixture.ts';
import { executeRun } from './execute-run.ts';

const worker = { workerId: 'w1', leaseMs: 10_000 };

function setUp() {
  const clock = createManualClock(startTime);
  return { clock, ...createRunFixture(clock) };
}

describe('stopping an attempt', () => {
  it('cancels: the source query ends and the target is as it was', async () => {
    const { ports, clock, store, source, target, addRun } = setUp();
    source.faults.readHangsAfter = 1;
    const { id } = await addRun();
    const running = executeRun(ports, id, worker);
    await clock.advance(3000);
    expect(source.runningQueries).toBe(1);
    expect((await store.getRun(id))?.progress).toMatchObject({
      current_task: 'extracting_to_orders',
      percent: 33,
      rows_read: '1',
      rows_total: '3',
    });
    await store.requestCancel(id);
    await clock.advance(2000);
    expect(await running).toBe('cancelled');
    expect(source.runningQueries).toBe(0);
    expect([target.tables.size, target.staging.size]).toEqual([0, 0]);
    expect(await store.getRun(id)).toMatchObject({
      status: 'cancelled',
      error: { code: 'RUN_CANCELLED', message: expect.stringContaining('as they were') },
    });
    expect(store.tasks(id).map((one) => one.status)).toEqual(Array(4).fill('cancelled'));
  });

  it('stops and retries when no row moves for policy.stall_seconds', async () => {
    const { ports, clock, store, source, addRun } = setUp();
    source.faults.readHangsAfter = 2;
    const { id } = await addRun({ policy: { stall_seconds: 30 } });
    const running = executeRun(ports, id, worker);
    await clock.advance(29_000);
    expect((await store.getRun(id))?.status).toBe('running');
    await clock.advance(3000);
    expect(await running).toBe('retrying');
    expect((await store.getRun(id))?.error).toMatchObject({ code: 'RUN_STALLED' });
    expect(source.runningQueries).toBe(0);
  });

  it('ends at the time limit, which counts from the first attempt', async () => {
    const { ports, clock, store, source, addRun } = setUp();
    source.faults.readHangsAfter = 2;
    const { id } = await addRun({ policy: { timeout_seconds: 60, stall_seconds: 40 } });
    const first = executeRun(ports, id, worker);
    await clock.advance(45_000);
    expect(await first).toBe('retrying');
    const second = executeRun(ports, id, worker);
    await clock.advance(16_000);
    expect(await second).toBe('failed');
    expect((await store.getRun(id))?.error).toMatchObject({ code: 'RUN_TIMED_OUT' });
  });

  it('stops silently when another worker has taken the run over', async () => {
    const { ports, clock, store, source, target, freezer, addRun } = setUp();
    source.faults.readHangsAfter = 1;
    const { id } = await addRun();
    // The first worker's second heartbeat never comes back, so its lease ends.
    const first = executeRun(ports, id, worker);
    await clock.advance(500);
    const heartbeats = freezer.passed.length;
    freezer.freezeAt(heartbeats);
    await clock.advance(500);
    expect(await freezer.frozen).toBe('heartbeat');
    await clock.advance(9999);
    delete source.faults.readHangsAfter;
    await clock.advance(2);
    const second = await executeRun(ports, id, { ...worker, workerId: 'w2' });
    expect(second).toBe('success');
    await clock.advance(20_000);
    expect(await first).toBe('lost');
    expect(target.tables.get('orders')?.lines).toEqual(sourceLines['orders']);
    expect((await store.getRun(id))?.status).toBe('success');
  });

  it('hands the run back when the worker stops; it does not count as a retry', async () => {
    const { ports, clock, store, source, addRun } = setUp();
    source.faults.readHangsAfter = 1;
    const { id } = await addRun({ policy: { retries: 0 } });
    const stop = new AbortController();
    const running = executeRun(ports, id, { ...worker, handBack: stop.signal });
    await clock.advance(1500);
    stop.abort();
    await clock.advance(10);
    expect(await running).toBe('handed_back');
    expect(source.runningQueries).toBe(0);
    delete source.faults.readHangsAfter;
    expect(await store.findWorkable(10)).toEqual([id]);
    expect(await executeRun(ports, id, { ...worker, workerId: 'w2' })).toBe('success');
  });

  it('leaves a step alone that does not hear the signal', async () => {
    const { ports, clock, store, freezer, operatorLog, addRun } = setUp();
    const { id } = await addRun();
    const counting = createRunFixture(clock);
    await executeRun(counting.ports, (await counting.addRun()).id, worker);
    freezer.freezeAt(counting.freezer.passed.indexOf('dst.stage'));
    const running = executeRun(ports, id, worker);
    expect(await freezer.frozen).toBe('dst.stage');
    await store.requestCancel(id);
    await clock.advance(29_000);
    expect((await store.getRun(id))?.status).toBe('cancelling');
    await clock.advance(3000);
    expect(await running).toBe('cancelled');
    expect(operatorLog.join()).toContain('did not stop');
  });

  it('publishes the other targets too when a cancel comes after the first publication', async () => {
    const { ports, clock, store, target, freezer, addRun } = setUp();
    const { id } = await addRun({ tables: ['orders', 'customers'] });
    const counting = createRunFixture(clock);
    await executeRun(
      counting.ports,
      (await counting.addRun({ tables: ['orders', 'customers'] })).id,
      worker,
    );
    freezer.freezeAt(counting.freezer.passed.indexOf('dst.published'));
    const running = executeRun(ports, id, worker);
    expect(await freezer.frozen).toBe('dst.published');
    await store.requestCancel(id);
    await clock.advance(2000);
    freezer.thaw();
    expect(await running).toBe('success');
    expect((await store.getRun(id))?.status).toBe('success');
    expect(target.tables.size).toBe(2);
  });
});
