import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import {
  createRunFixture,
  lost,
  sourceLines,
  startTime,
  type RunFixture,
} from '../testing/run-fixture.ts';
import { executeRun } from './execute-run.ts';

const worker = { workerId: 'w1', leaseMs: 10_000 };
const local = { route: 'local' } as const;

function setUp() {
  const clock = createManualClock(startTime);
  return { clock, ...createRunFixture(clock) };
}

/** Nothing of an attempt is left open, whatever became of it. */
function expectAllClosed({ source, otherSource, target, scratch }: RunFixture): void {
  const systems = [source, otherSource, target, ...scratch.opened];
  expect(systems.map((one) => [one.openSessions, one.runningQueries])).toEqual(
    systems.map(() => [0, 0]),
  );
  expect(target.staging.size).toBe(0);
}

describe('a run of the local route', () => {
  it('extracts each server side by side, and its receipt covers the way in', async () => {
    const { ports, store, target, scratch, addRun, ...rest } = setUp();
    const { id } = await addRun({ united: true });
    expect(await executeRun(ports, id, worker)).toBe('success');
    // The scratch in memory reads the table that the query names first.
    expect(target.tables.get('united')?.lines).toEqual(sourceLines['customers']);
    const run = await store.getRun(id);
    expect(run?.receipt).toMatchObject({
      checksums_match: true,
      targets: [{ target: 'to_both', loaded_rows: '2' }],
      extracts: [
        { extract: 'orders', source_rows: '3', loaded_rows: '3', checksum_algorithm: 'crc32' },
        { extract: 'customers', source_rows: '2', loaded_rows: '2', checksums_match: true },
      ],
    });
    expect(run?.receipt?.extracts?.[0]?.columns).toContainEqual(
      expect.objectContaining({ name: 'note', source_nulls: '1', target_nulls: '1' }),
    );
    expect(store.tasks(id).map((one) => [one.id, one.status, one.rows])).toEqual([
      ['extract_orders', 'success', '3'],
      ['extract_customers', 'success', '2'],
      ['transform_to_both', 'success', '2'],
      ['load_to_both', 'success', '2'],
      ['verify_to_both', 'success', '2'],
      ['publish_to_both', 'success', '2'],
    ]);
    expect(scratch.opened).toHaveLength(1);
    expectAllClosed({ ports, store, target, scratch, addRun, ...rest });
  });

  it('ends, publishing nothing, when a value changed on its way into the scratch database', async () => {
    const fixture = setUp();
    fixture.scratch.faults.damage = (line) => line.replace('three', 'thrEe');
    const { id } = await fixture.addRun({ policy: local });
    expect(await executeRun(fixture.ports, id, worker)).toBe('failed');
    const run = await fixture.store.getRun(id);
    expect(run?.error).toMatchObject({
      code: 'RECEIPT_MISMATCH',
      details: [{ field: 'orders.note' }],
    });
    expect(fixture.target.tables.size).toBe(0);
    expectAllClosed(fixture);
  });

  it('is tried again when the scratch database dies, and starts from an empty one', async () => {
    const fixture = setUp();
    fixture.scratch.faults.writeDies = lost('The scratch database');
    const { id } = await fixture.addRun({ united: true });
    expect(await executeRun(fixture.ports, id, worker)).toBe('retrying');
    expectAllClosed(fixture);
    delete fixture.scratch.faults.writeDies;
    await fixture.clock.advance(2000);
    expect(await executeRun(fixture.ports, id, worker)).toBe('success');
    expect(fixture.scratch.opened).toHaveLength(2);
    expectAllClosed(fixture);
  });

  it('stops every source when one of them dies', async () => {
    const fixture = setUp();
    fixture.source.faults.readHangsAfter = 1;
    fixture.otherSource.faults.readDies = { afterLines: 1, error: lost('The other source') };
    const { id } = await fixture.addRun({ united: true });
    expect(await executeRun(fixture.ports, id, worker)).toBe('retrying');
    expect((await fixture.store.getRun(id))?.error?.message).toContain('The other source');
    expectAllClosed(fixture);
  });

  it('is cancelled in the middle of an extract', async () => {
    const fixture = setUp();
    fixture.source.faults.readHangsAfter = 1;
    const { id } = await fixture.addRun({ united: true });
    const running = executeRun(fixture.ports, id, worker);
    await fixture.clock.advance(3000);
    expect(fixture.source.runningQueries).toBe(1);
    expect((await fixture.store.getRun(id))?.progress).toMatchObject({ rows_read: '3' });
    await fixture.store.requestCancel(id);
    await fixture.clock.advance(2000);
    expect(await running).toBe('cancelled');
    expect(fixture.target.tables.size).toBe(0);
    expectAllClosed(fixture);
  });

  it('is stopped when an extract stands still', async () => {
    const fixture = setUp();
    fixture.source.faults.readHangsAfter = 1;
    const { id } = await fixture.addRun({ united: true, policy: { stall_seconds: 30 } });
    const running = executeRun(fixture.ports, id, worker);
    await fixture.clock.advance(33_000);
    expect(await running).toBe('retrying');
    expect((await fixture.store.getRun(id))?.error).toMatchObject({
      code: 'RUN_STALLED',
      message: expect.stringContaining('"orders"'),
    });
    expectAllClosed(fixture);
  });

  it('waits for a worker that has a scratch database', async () => {
    const { ports, store, addRun } = setUp();
    const { openScratch: _, ...without } = ports;
    const { id } = await addRun({ united: true });
    expect(await executeRun(without, id, worker)).toBe('retrying');
    expect((await store.getRun(id))?.error).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('compares only counts when the policy says so', async () => {
    const { ports, store, addRun } = setUp();
    const { id } = await addRun({ policy: { ...local, verify: 'counts' } });
    expect(await executeRun(ports, id, worker)).toBe('success');
    expect((await store.getRun(id))?.receipt?.extracts).toMatchObject([
      { extract: 'orders', loaded_rows: '3', checksums_match: null, columns: [] },
    ]);
  });
});

describe('a worker killed during the local route', () => {
  const tables = ['orders', 'customers'];

  it('is followed by an attempt that ends with exactly the right rows, wherever it died', async () => {
    const counting = setUp();
    const counted = await counting.addRun({ tables, policy: local });
    expect(await executeRun(counting.ports, counted.id, worker)).toBe('success');
    const places = counting.freezer.passed.length;
    expect(places).toBeGreaterThan(40);
    for (let place = 0; place < places; place += 1) {
      const { clock, freezer, ports, store, target, scratch, addRun } = setUp();
      const { id } = await addRun({ tables, policy: local });
      freezer.freezeAt(place);
      // Never ends: its process is gone.
      void executeRun(ports, id, worker);
      const where = await Promise.race([freezer.frozen, clock.advance(1).then(() => 'nowhere')]);
      clock.jump(10_001);
      const second = await executeRun(ports, id, { ...worker, workerId: 'w2' });

      const label = `died at ${place} (${where})`;
      expect(['success', 'not_claimed'], label).toContain(second);
      const run = await store.getRun(id);
      expect(run?.status, label).toBe('success');
      expect(run?.receipt, label).toMatchObject({
        source_rows: '5',
        loaded_rows: '5',
        checksums_match: true,
        targets: [{ target: 'to_orders' }, { target: 'to_customers' }],
        extracts: [{ extract: 'orders' }, { extract: 'customers' }],
      });
      for (const name of tables) {
        expect(target.tables.get(name)?.lines, label).toEqual(sourceLines[name]);
      }
      const last = scratch.opened.at(-1);
      if (second === 'success' && scratch.opened.length > 1) expect(last?.openSessions).toBe(0);

      // The dead one was only asleep: it wakes up and must not change anything any more.
      freezer.thaw();
      await clock.advance(60_000);
      for (const name of tables) {
        expect(target.tables.get(name)?.lines, `${label}, awake`).toEqual(sourceLines[name]);
      }
      expect((await store.getRun(id))?.status, `${label}, awake`).toBe('success');
    }
  });
});
