import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createRunFixture, lost, secret, sourceLines, startTime } from '../testing/run-fixture.ts';
import { executeRun } from './execute-run.ts';

const worker = { workerId: 'w1', leaseMs: 10_000 };

function setUp() {
  const clock = createManualClock(startTime);
  return { clock, ...createRunFixture(clock) };
}

describe('executeRun', () => {
  it('loads, verifies and publishes, and leaves a receipt', async () => {
    const { ports, store, source, target, addRun } = setUp();
    const { id } = await addRun({ tables: ['orders', 'customers'] });

    expect(await executeRun(ports, id, worker)).toBe('success');

    expect(target.tables.get('orders')?.lines).toEqual(sourceLines['orders']);
    expect(target.tables.get('customers')?.lines).toEqual(sourceLines['customers']);
    const run = await store.getRun(id);
    expect(run).toMatchObject({
      status: 'success',
      error: null,
      progress: { percent: 100, rows_read: '5', current_task: null },
      receipt: { verify: 'checksums', source_rows: '5', loaded_rows: '5', checksums_match: true },
    });
    expect(run?.receipt?.targets.map((one) => one.target)).toEqual(['to_orders', 'to_customers']);
    expect(run?.receipt?.targets[0]).toMatchObject({
      checksum_algorithm: 'crc32',
      published_at: '2026-01-01T00:00:00.000Z',
    });
    expect(run?.receipt?.targets[0]?.columns.map((one) => one.name)).toEqual(['id', 'note']);
    expect(store.tasks(id).map((one) => one.status)).toEqual(Array(8).fill('success'));
    expect([source.openSessions, target.openSessions, source.runningQueries]).toEqual([0, 0, 0]);
    expect(target.staging.size).toBe(0);
  });

  it('publishes nothing before every branch is verified', async () => {
    const { ports, target, freezer, addRun } = setUp();
    const { id } = await addRun({ tables: ['orders', 'customers'] });
    await executeRun(ports, id, worker);
    const firstPublish = freezer.passed.indexOf('dst.publish');
    const lastCheck = freezer.passed.lastIndexOf('dst.stagingChecksum');
    expect(lastCheck).toBeGreaterThan(0);
    expect(firstPublish).toBeGreaterThan(lastCheck);
    expect(target.publications.size).toBe(2);
  });

  it('compares only counts, or nothing, when the policy says so', async () => {
    const { ports, store, freezer, addRun } = setUp();
    const counts = await addRun({ policy: { verify: 'counts' } });
    const off = await addRun({ policy: { verify: 'off' } });
    expect(await executeRun(ports, counts.id, worker)).toBe('success');
    expect(await executeRun(ports, off.id, worker)).toBe('success');
    expect(freezer.passed.filter((name) => name.toLowerCase().includes('checksum'))).toEqual([]);
    expect((await store.getRun(off.id))?.receipt).toMatchObject({
      verify: 'off',
      checksums_match: null,
      loaded_rows: '3',
    });
    expect(store.tasks(off.id).find((one) => one.kind === 'verify')?.status).toBe('skipped');
  });

  it('drops the staging tables of ended runs, and none of a run it does not know', async () => {
    const { ports, target, addRun } = setUp();
    const ended = await addRun();
    await executeRun(ports, ended.id, worker);
    const leftover = { step: 'to_orders', attempt: 1, lines: [] };
    target.staging.set('left over', { ...leftover, runId: ended.id });
    target.staging.set('of another installation', { ...leftover, runId: 'run_elsewhere' });

    const { id } = await addRun();
    expect(await executeRun(ports, id, worker)).toBe('success');

    expect([...target.staging.keys()]).toEqual(['of another installation']);
  });

  it('fails and publishes nothing when a value changed on the way, naming the column', async () => {
    const { ports, store, target, addRun } = setUp();
    target.faults.damage = (line) => line.replace('three', 'thre');
    const { id } = await addRun();
    expect(await executeRun(ports, id, worker)).toBe('failed');
    expect(target.tables.size).toBe(0);
    expect(target.staging.size).toBe(0);
    const error = (await store.getRun(id))?.error;
    expect(error).toMatchObject({ code: 'RECEIPT_MISMATCH', retryable: false });
    expect(error?.details[0]?.field).toBe('to_orders.note');
    expect(error?.message).toMatch(/source sum \d+, target sum \d+/);
  });

  it('tries a mismatch again when the source has no consistent snapshot', async () => {
    const { ports, clock, store, source, addRun } = setUp();
    source.faults.consistentSnapshot = false;
    source.faults.checksumSees = ['1\tone'];
    const { id } = await addRun();
    expect(await executeRun(ports, id, worker)).toBe('retrying');
    expect((await store.getRun(id))?.error?.message).toContain('no consistent snapshot');
    delete source.faults.checksumSees;
    await clock.advance(1000);
    expect(await executeRun(ports, id, worker)).toBe('success');
  });

  it('retries a source that dies in the middle, and leaves the target as it was', async () => {
    const { ports, clock, store, source, target, addRun } = setUp();
    source.faults.readDies = { afterLines: 2, error: lost('The source') };
    const { id } = await addRun();
    expect(await executeRun(ports, id, worker)).toBe('retrying');
    expect(target.tables.size).toBe(0);
    expect(await store.getRun(id)).toMatchObject({
      status: 'retrying',
      error: { code: 'CONNECTION_LOST' },
    });
    expect(store.tasks(id).find((one) => one.id === 'extract_to_orders')).toMatchObject({
      status: 'failed',
      error: { code: 'CONNECTION_LOST' },
    });
    expect(await executeRun(ports, id, worker)).toBe('not_claimed');
    delete source.faults.readDies;
    await clock.advance(1000);
    expect(await executeRun(ports, id, worker)).toBe('success');
    expect(target.tables.get('orders')?.lines).toEqual(sourceLines['orders']);
  });

  it('stops the source query when the target dies', async () => {
    const { ports, store, source, target, addRun } = setUp();
    source.faults.readHangsAfter = 2;
    target.faults.writeDies = lost('The target');
    const { id } = await addRun();
    expect(await executeRun(ports, id, worker)).toBe('retrying');
    expect((await store.getRun(id))?.error?.message).toContain('The target went away');
    expect(source.runningQueries).toBe(0);
  });

  it('gives up after policy.retries, waiting longer each time', async () => {
    const { ports, clock, store, source, addRun } = setUp();
    source.faults.refuse = lost('The source');
    const { id } = await addRun({ policy: { retries: 2 } });
    expect(await executeRun(ports, id, worker)).toBe('retrying');
    await clock.advance(500);
    expect(await executeRun(ports, id, worker)).toBe('retrying');
    await clock.advance(999);
    expect(await executeRun(ports, id, worker)).toBe('not_claimed');
    await clock.advance(1);
    expect(await executeRun(ports, id, worker)).toBe('failed');
    expect((await store.getRun(id))?.attempt).toBe(3);
  });

  it('does not retry what will not get better', async () => {
    const { ports, store, addRun } = setUp();
    const { id } = await addRun({ tables: ['orders', 'no_such_table'] });
    expect(await executeRun(ports, id, worker)).toBe('failed');
    const error = (await store.getRun(id))?.error;
    expect(error?.code).toBe('PLAN_INVALID');
    expect(error?.details).toEqual([
      {
        field: expect.stringMatching(/^sources\.1/),
        error: expect.stringContaining('UNKNOWN_TABLE'),
      },
    ]);
  });

  it('asks the target when the answer to a publication got lost, instead of failing', async () => {
    const { ports, store, target, addRun } = setUp();
    target.faults.publishAnswerLost = lost('The target');
    const { id } = await addRun({ mode: 'append', policy: { retries: 0 } });
    expect(await executeRun(ports, id, worker)).toBe('success');
    expect(target.tables.get('orders')?.lines).toEqual(sourceLines['orders']);
    expect((await store.getRun(id))?.receipt).toMatchObject({ checksums_match: true });
  });

  it('does not say the targets are as they were when an earlier attempt may have published', async () => {
    const { ports, clock, store, source, target, addRun } = setUp();
    target.faults.publishAnswerLost = lost('The target');
    target.faults.refuseAfterPublishing = lost('The target');
    const { id } = await addRun({ mode: 'append', policy: { retries: 1 } });
    expect(await executeRun(ports, id, worker)).toBe('retrying');
    source.faults.refuse = lost('The source');
    await clock.advance(1000);
    expect(await executeRun(ports, id, worker)).toBe('failed');
    expect((await store.getRun(id))?.error?.message).toMatch(
      /to_orders was published is not known/,
    );
  });

  it('does not load again what was published before an answer got lost', async () => {
    const { ports, clock, store, target, freezer, addRun } = setUp();
    target.faults.publishAnswerLost = lost('The target');
    target.faults.refuseAfterPublishing = lost('The target');
    const { id } = await addRun({ mode: 'append' });
    expect(await executeRun(ports, id, worker)).toBe('retrying');
    delete target.faults.publishAnswerLost;
    delete target.faults.refuseAfterPublishing;
    await clock.advance(1000);
    freezer.passed.length = 0;
    expect(await executeRun(ports, id, worker)).toBe('success');
    expect(freezer.passed).not.toContain('src.read');
    expect(target.tables.get('orders')?.lines).toEqual(sourceLines['orders']);
    const receipt = (await store.getRun(id))?.receipt;
    expect(receipt).toMatchObject({ source_rows: '3', loaded_rows: '3', checksums_match: true });
    expect(receipt?.targets[0]?.columns).toHaveLength(2);
  });

  it('never writes a secret to the run, its tasks or its logs', async () => {
    const { ports, store, source, operatorLog, addRun } = setUp();
    source.faults.refuse = lost(`postgres://me:${secret}@db`);
    const { id } = await addRun({ policy: { retries: 0 } });
    expect(await executeRun(ports, id, worker)).toBe('failed');
    const seen = JSON.stringify([await store.getRun(id), store.tasks(id), store.logs, operatorLog]);
    expect(seen).toContain('***');
    expect(seen).not.toContain(secret);
  });

  it('gives up a run whose attempts keep ending without a word', async () => {
    const { ports, clock, store, addRun } = setUp();
    const { id } = await addRun();
    for (let lostAttempt = 0; lostAttempt <= 21; lostAttempt += 1) {
      await store.claimRun(id, { workerId: 'w0', leaseMs: 1000 });
      await clock.advance(1001);
    }
    expect(await executeRun(ports, id, worker)).toBe('failed');
    expect((await store.getRun(id))?.error?.message).toContain('ended without a word');
  });
});
