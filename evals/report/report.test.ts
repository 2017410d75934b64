import { describe, expect, it } from 'vitest';
import { calibrate } from './calibration.ts';
import { quantile, ratio } from './statistics.ts';
import { printTable } from './table.ts';

describe('figures', () => {
  it('take quantiles by nearest rank', () => {
    expect([quantile([3, 1, 2, 4], 0.5), quantile([3, 1, 2, 4], 0.95)]).toEqual([2, 4]);
    expect(quantile([], 0.5)).toBe(0);
  });

  it('tell nothing of nothing', () => {
    expect([ratio(0, 0), ratio(1, 3)]).toEqual([null, 0.3333]);
  });

  it('compare confidence with what is right', () => {
    const answers = [
      { confidence: 1, isRight: true },
      { confidence: 0.85, isRight: false },
      { confidence: 0.1, isRight: false },
    ];
    expect(calibrate(answers)).toEqual([
      { from: 0, to: 0.2, answers: 1, accuracy: 0 },
      { from: 0.8, to: 1, answers: 2, accuracy: 0.5 },
    ]);
  });

  it('stand in columns', () => {
    expect(
      printTable(
        ['class', 'n'],
        [
          ['easy', 10],
          ['all', null],
        ],
      ),
    ).toBe('class   n\n-----  --\neasy   10\nall     -');
  });
});
