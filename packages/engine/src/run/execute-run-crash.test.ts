import type { Run } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import {
  createRunFixture,
  sourceLines,
  startTime,
  type RunFixture,
} from '../testing/run-fixture.ts';
import { executeRun } from './execute-run.ts';

const worker = { workerId: 'w1', leaseMs: 10_000 };
const tables = ['orders', 'customers'];
const before = ['1\told', '9\tnine'];

function setUp() {
  const clock = createManualClock(startTime);
  const fixture = createRunFixture(clock);
  return { clock, ...fixture };
}

/** Content both target tables must have after one run; `customers` starts empty. */
function expected(mode: 'replace' | 'append' | 'merge') {
  const fresh = sourceLines['orders'] ?? [];
  const orders = {
    replace: fresh,
    append: [...before, ...fresh],
    merge: ['9\tnine', ...fresh],
  }[mode];
  return { orders, customers: sourceLines['customers'] };
}

async function prepare(fixture: RunFixture, mode: 'replace' | 'append' | 'merge'): Promise<Run> {
  const old = fixture.source.tables.get('orders');
  if (old !== undefined) fixture.target.tables.set('orders', { ...old, lines: before });
  return fixture.addRun({ mode, tables });
}

/** Every place where a process can die: before and after each effect on store and systems. */
async function countCheckpoints(mode: 'replace' | 'append' | 'merge'): Promise<number> {
  const { freezer, ports, ...fixture } = setUp();
  const { id } = await prepare({ freezer, ports, ...fixture }, mode);
  expect(await executeRun(ports, id, worker)).toBe('success');
  return freezer.passed.length;
}

describe.each(['replace', 'append', 'merge'] as const)(
  'a worker killed while it runs (%s)',
  (mode) => {
    it('is followed by an attempt that ends with exactly the right rows, wherever it died', async () => {
      const places = await countCheckpoints(mode);
      expect(places).toBeGreaterThan(30);
      for (let place = 0; place < places; place += 1) {
        const { clock, freezer, ports, ...rest } = setUp();
        const { id } = await prepare({ freezer, ports, ...rest }, mode);
        freezer.freezeAt(place);
        // Never ends: its process is gone.
        void executeRun(ports, id, worker);
        const where = await Promise.race([freezer.frozen, clock.advance(1).then(() => 'nowhere')]);
        // A dead process beats no more: time passes at once, without its timers.
        clock.jump(10_001);
        const second = await executeRun(ports, id, { ...worker, workerId: 'w2' });

        const label = `died at ${place} (${where})`;
        const run = await rest.store.getRun(id);
        expect(['success', 'not_claimed'], label).toContain(second);
        expect(run?.status, label).toBe('success');
        const wanted = expected(mode);
        expect(rest.target.tables.get('orders')?.lines, label).toEqual(wanted.orders);
        expect(rest.target.tables.get('customers')?.lines, label).toEqual(wanted.customers);
        expect(run?.receipt, label).toMatchObject({
          source_rows: '5',
          loaded_rows: '5',
          checksums_match: true,
          targets: [{ target: 'to_orders' }, { target: 'to_customers' }],
        });

        // The dead one was only asleep: it wakes up and must not change anything any more.
        freezer.thaw();
        await clock.advance(60_000);
        expect(rest.target.tables.get('orders')?.lines, `${label}, awake`).toEqual(wanted.orders);
        expect(rest.target.tables.get('customers')?.lines, `${label}, awake`).toEqual(
          wanted.customers,
        );
        expect((await rest.store.getRun(id))?.status, `${label}, awake`).toBe('success');
      }
    });
  },
);
