import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { memoryTable } from '../testing/memory-system.ts';
import { createRunFixture, startTime } from '../testing/run-fixture.ts';
import { executeRun } from './execute-run.ts';

const worker = { workerId: 'w1', leaseMs: 10_000 };

function setUp() {
  const fixture = createRunFixture(createManualClock(startTime));
  fixture.target.tables.set('orders', memoryTable('orders', ['1\told', '8\tgone', '9\tgone']));
  return fixture;
}

describe('a merge that deletes what the source no longer has', () => {
  it('counts what it replaced and removed in the receipt', async () => {
    const { ports, store, target, addRun } = setUp();
    const { id } = await addRun({ mode: 'merge', onDelete: 'delete' });
    expect(await executeRun(ports, id, worker)).toBe('success');
    expect(target.tables.get('orders')?.lines).toEqual(['1\tone', '2\t\\N', '3\tthree']);
    expect((await store.getRun(id))?.receipt?.targets[0]).toMatchObject({
      loaded_rows: '3',
      updated_rows: '1',
      deleted_rows: '2',
    });
  });

  it.each(['checksums', 'counts', 'off'] as const)(
    'publishes nothing when no row came from a source that has some (verify: %s)',
    async (verify) => {
      const { ports, store, source, target, addRun } = setUp();
      source.faults.sendsNothing = true;
      const policy = { verify, retries: 0 };
      const { id } = await addRun({ mode: 'merge', onDelete: 'delete', policy });
      expect(await executeRun(ports, id, worker)).toBe('failed');
      expect((await store.getRun(id))?.error?.code).toBe('RECEIPT_MISMATCH');
      expect(target.tables.get('orders')?.lines).toHaveLength(3);
    },
  );

  it.each(['checksums', 'off'] as const)(
    'empties the table, with a warning, when the source is empty (verify: %s)',
    async (verify) => {
      const { ports, store, source, target, addRun } = setUp();
      source.tables.set('orders', memoryTable('orders', []));
      const { id } = await addRun({ mode: 'merge', onDelete: 'delete', policy: { verify } });
      expect(await executeRun(ports, id, worker)).toBe('success');
      expect(target.tables.get('orders')?.lines).toEqual([]);
      expect((await store.getRun(id))?.receipt?.targets[0]?.deleted_rows).toBe('3');
      const warnings = store.logs.filter((one) => one.level === 'warning');
      expect(warnings.map((one) => one.message).join()).toContain('every row is deleted');
    },
  );
});
