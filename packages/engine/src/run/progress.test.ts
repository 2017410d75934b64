import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createProgressMeter } from './progress.ts';

const start = '2026-01-01T00:00:00.000Z';

describe('progress', () => {
  it('gives percent, speed and the time of completion from real counters', async () => {
    const clock = createManualClock(start);
    const meter = createProgressMeter(clock);
    let rows = 0n;
    meter.setTask('extracting_sales');
    meter.setTotal('sales', 1000n, true);
    meter.follow('sales', () => ({ rows, bytes: rows * 10n }));
    rows = 100n;
    await clock.advance(1000);
    expect(meter.snapshot()).toEqual({
      current_task: 'extracting_sales',
      percent: 10,
      rows_read: '100',
      rows_total: '1000',
      bytes: '1000',
      rows_per_second: 100,
      estimated_completion: '2026-01-01T00:00:10.000Z',
    });
  });

  it('smooths the speed', async () => {
    const clock = createManualClock(start);
    const meter = createProgressMeter(clock);
    let rows = 0n;
    meter.follow('a', () => ({ rows, bytes: 0n }));
    rows = 100n;
    await clock.advance(1000);
    meter.snapshot();
    await clock.advance(1000);
    const { rows_per_second } = meter.snapshot();
    expect(rows_per_second).toBe(80);
  });

  it('has no percent while any branch has no total', () => {
    const meter = createProgressMeter(createManualClock(start));
    meter.setTotal('a', 10n, true);
    meter.addBranch('b');
    expect(meter.snapshot()).toMatchObject({ percent: null, rows_total: null });
  });

  it('replaces an estimate that was passed, and never an exact total', () => {
    const meter = createProgressMeter(createManualClock(start));
    meter.setTotal('a', 10n, false);
    meter.follow('a', () => ({ rows: 15n, bytes: 0n }));
    expect(meter.snapshot()).toMatchObject({ percent: 99, rows_total: '15' });
    meter.setTotal('a', 30n, true);
    meter.setTotal('a', 20n, false);
    expect(meter.snapshot()).toMatchObject({ percent: 50, rows_total: '30' });
  });

  it('says 100 only when finished', () => {
    const meter = createProgressMeter(createManualClock(start));
    meter.setTotal('a', 0n, true);
    expect(meter.snapshot().percent).toBe(99);
    expect(meter.finished().percent).toBe(100);
  });
});
