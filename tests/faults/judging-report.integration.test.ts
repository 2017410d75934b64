import { describe, expect, it } from 'vitest';
import { faultsOf, type FaultReport } from './fault-report.ts';
import { chooseTurns } from './plan-kills.ts';
import { phasesOf } from './run-faults.ts';
import { createRandom } from './seeded-random.ts';

const clean: FaultReport = {
  kills: 30,
  kills_amid_runs: 27,
  lost_rows: 0,
  duplicate_rows: 0,
  half_published: 0,
  runs: 40,
  success: 39,
  resumed: 20,
  resumed_chunks: 7,
  resumed_rows: 70_000,
  interrupted_chunk_loads: 4,
  failed: 1,
  unclear: 0,
  looks: 900,
  leftover_staging: 0,
  events_lost: 0,
  events_doubled: 0,
  events_out_of_order: 0,
  deliveries_lost: 0,
  deliveries_out_of_order: 0,
  deliveries: 80,
  seconds: 300,
  kills_by_victim: {},
  kills_by_case: {},
};

describe('the judge of the report', () => {
  it.each([
    ['nothing against a clean one', {}, []],
    ['lost rows', { lost_rows: 2 }, ['lost_rows is 2']],
    [
      'every count that must be zero',
      { half_published: 1, leftover_staging: 3, deliveries_lost: 1 },
      ['half_published is 1', 'leftover_staging is 3', 'deliveries_lost is 1'],
    ],
    [
      'chunks that were never kept',
      { resumed_chunks: 0 },
      ['resumed_chunks is 0 although 4 loads in chunks were interrupted'],
    ],
    [
      'nothing of chunks where too few loads died',
      { resumed_chunks: 0, interrupted_chunk_loads: 1 },
      [],
    ],
  ] as const)('says %s', (_, found, faults) => {
    expect(faultsOf({ ...clean, ...found })).toEqual(faults);
  });
});

describe('the phases', () => {
  it('play loads in chunks by themselves, one at a time, with their share of the kills', () => {
    const turns = chooseTurns(createRandom(1), 100);
    const [others, chunked, ...more] = phasesOf(turns, { kills: 100, lanes: 3 });
    expect(more).toEqual([]);
    expect(others?.lanes).toBe(3);
    expect(others?.turns.some(({ one }) => one.kind === 'chunked')).toBe(false);
    expect(others?.untilKills).toBe(Math.round((100 * (turns.length - 4)) / turns.length));
    expect(chunked).toMatchObject({ lanes: 1, untilKills: 100 });
    expect(chunked?.turns.map(({ one }) => one.kind)).toEqual(Array(4).fill('chunked'));
  });

  it('are one where only chunked cases are played', () => {
    const turns = chooseTurns(createRandom(1), 9, 'chunked');
    expect(phasesOf(turns, { kills: 9, lanes: 3 })).toMatchObject([{ lanes: 1, untilKills: 9 }]);
  });
});
