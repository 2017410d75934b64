import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../testing/manual-clock.ts';
import { createRunFixture, lost, startTime, type RunFixture } from '../../testing/run-fixture.ts';
import { executeRun } from '../execute-run.ts';

const worker = { workerId: 'w1', leaseMs: 10_000, chunkRows: 1, parallelChunks: 1 };
const rows = ['1\tone', '2\ttwo', '3\tthree', '4\tfour', '5\tfive', '6\tsix'];

function setUp() {
  const clock = createManualClock(startTime);
  const fixture = createRunFixture(clock);
  write(fixture, rows);
  fixture.source.faults.cuts = ['3', '5'];
  return { clock, ...fixture };
}

function write({ source }: Pick<RunFixture, 'source'>, lines: readonly string[]): void {
  const orders = source.tables.get('orders');
  if (orders === undefined) expect.fail('the source has orders');
  orders.lines = lines;
}

type Setup = ReturnType<typeof setUp>;

/** Two chunks are durable, then the source dies in the last. */
async function dieInTheLastChunk(one: Setup, mode: 'replace' | 'append' = 'replace') {
  const { id } = await one.addRun({ mode });
  let loads = 0;
  const { checkpoint } = one.freezer;
  Object.assign(one.target, {
    async checkpoint(name: string) {
      loads += name === 'dst.loadChunk' ? 1 : 0;
      if (loads === 3) one.target.faults.writeDies = lost('the target');
      await checkpoint(name);
    },
  });
  expect(await executeRun(one.ports, id, worker)).toBe('retrying');
  delete one.target.faults.writeDies;
  Object.assign(one.target, { checkpoint });
  await one.clock.advance(60_000);
  return id;
}

const targetReceipt = async ({ store }: Setup, id: string) =>
  (await store.getRun(id))?.receipt?.targets[0];
const linesOf = ({ target }: Setup) => [...(target.tables.get('orders')?.lines ?? [])].sort();

describe('an attempt after one that died in the middle of its chunks', () => {
  it('loads only what is missing, and says so', async () => {
    const one = setUp();
    const id = await dieInTheLastChunk(one);
    const readsBefore = one.freezer.passed.filter((name) => name === 'src.read').length;
    expect(await executeRun(one.ports, id, worker)).toBe('success');
    expect(linesOf(one)).toEqual(rows);
    expect(await targetReceipt(one, id)).toMatchObject({
      source_rows: '6',
      loaded_rows: '6',
      checksums_match: true,
      chunks: 3,
      resumed_chunks: 2,
      resumed_rows: '4',
    });
    const reads = one.freezer.passed.filter((name) => name === 'src.read').length - readsBefore;
    expect(reads).toBe(1);
    const told = one.store.logs.find(({ message }) => message.startsWith('Resumed'));
    expect(told?.message).toMatch(/^Resumed from chunk 3 of 3: 2 chunks \(4 rows\)/);
    expect(one.target.chunks.size).toBe(0);
  });

  it.each([
    ['rows that exchanged their values', ['1\ttwo', '2\tone', ...rows.slice(2)], '2'],
    ['a row that is gone', rows.slice(1), '2'],
    ['a new row in the first range', ['0\tzero', ...rows], '2'],
    ['a new row in the last range', [...rows, '7\tseven'], '4'],
  ] as const)('loads %s as they are now', async (_, now, resumedRows) => {
    const one = setUp();
    const id = await dieInTheLastChunk(one);
    write(one, now);
    expect(await executeRun(one.ports, id, worker)).toBe('success');
    expect(linesOf(one)).toEqual([...now]);
    expect(await targetReceipt(one, id)).toMatchObject({ resumed_rows: resumedRows });
  });

  it('goes on with the ranges that follow, however the table is cut by now', async () => {
    const one = setUp();
    const id = await dieInTheLastChunk(one);
    one.source.faults.cuts = ['2', '4', '6'];
    expect(await executeRun(one.ports, id, worker)).toBe('success');
    expect(linesOf(one)).toEqual(rows);
    expect(await targetReceipt(one, id)).toMatchObject({ chunks: 4, resumed_chunks: 2 });
  });

  it('begins anew when a row would become something else', async () => {
    const one = setUp();
    const id = await dieInTheLastChunk(one);
    const orders = one.source.tables.get('orders');
    if (orders === undefined) expect.fail('the source has orders');
    const columns = orders.table.columns.filter(({ name }) => name === 'id');
    one.source.tables.set('orders', {
      table: { ...orders.table, columns },
      lines: rows.map((line) => line.slice(0, 1)),
    });
    expect(await executeRun(one.ports, id, worker)).toBe('success');
    expect(await targetReceipt(one, id)).not.toHaveProperty('resumed_chunks');
  });

  it('begins anew when the staged chunks are gone or damaged', async () => {
    const one = setUp();
    const id = await dieInTheLastChunk(one);
    for (const chunk of one.target.chunks.values()) chunk.lines = [];
    expect(await executeRun(one.ports, id, worker)).toBe('success');
    expect(linesOf(one)).toEqual(rows);
    expect(await targetReceipt(one, id)).not.toHaveProperty('resumed_chunks');
  });

  it('is of the same run: another one takes nothing over, and leaves the chunks of a living run', async () => {
    const one = setUp();
    const id = await dieInTheLastChunk(one);
    const { id: other } = await one.addRun();
    expect(await executeRun(one.ports, other, worker)).toBe('success');
    expect(await targetReceipt(one, other)).not.toHaveProperty('resumed_chunks');
    expect(await executeRun(one.ports, id, worker)).toBe('success');
    expect(await targetReceipt(one, id)).toMatchObject({ resumed_chunks: 2 });
  });

  it('leaves nothing behind when the run is given up', async () => {
    const one = setUp();
    const { id } = await one.addRun({ policy: { retries: 0 } });
    one.target.faults.writeDies = lost('the target');
    expect(await executeRun(one.ports, id, worker)).toBe('failed');
    expect(one.target.chunks.size).toBe(0);
    expect(one.target.staging.size).toBe(0);
  });
});

describe('a worker killed while it loads chunks', () => {
  it('is followed by an attempt that ends with exactly the right rows, wherever it died', async () => {
    const whole = setUp();
    const { id: undisturbed } = await whole.addRun();
    expect(await executeRun(whole.ports, undisturbed, worker)).toBe('success');
    const places = whole.freezer.passed.length;
    let resumed = 0;
    for (let place = 0; place < places; place += 1) {
      const one = setUp();
      const { clock, freezer, ports } = one;
      const { id } = await one.addRun({ mode: 'append' });
      freezer.freezeAt(place);
      void executeRun(ports, id, worker);
      const where = await Promise.race([freezer.frozen, clock.advance(1).then(() => 'nowhere')]);
      clock.jump(10_001);
      const label = `died at ${place} (${where})`;
      const second = await executeRun(ports, id, { ...worker, workerId: 'w2', parallelChunks: 2 });
      expect(['success', 'not_claimed'], label).toContain(second);
      expect(linesOf(one), label).toEqual(rows);
      resumed += (await targetReceipt(one, id))?.resumed_chunks ?? 0;
      // The dead one was only asleep: it wakes up and must not change anything any more.
      freezer.thaw();
      await clock.advance(60_000);
      expect(linesOf(one), `${label}, awake`).toEqual(rows);
    }
    expect(resumed).toBeGreaterThan(10);
  });
});
