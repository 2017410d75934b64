import { describe, expect, it } from 'vitest';
import { durationSeconds, moveBack } from './move-back.ts';

describe('moving a cursor back', () => {
  it.each([
    ['P1D', 86_400],
    ['PT90S', 90],
    ['P2DT3H4M5S', 2 * 86_400 + 3 * 3600 + 4 * 60 + 5],
  ])('reads %s', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it.each(['P', 'PT', 'P1Y', '1D', 'P1.5D'])('does not take %s for a number of seconds', (text) => {
    expect(durationSeconds(text) ?? 0).toBe(0);
  });

  it.each([
    ['2026-03-01 00:00:00.123456', 1, '2026-02-28 23:59:59.123456'],
    ['2026-03-01 00:00:00', 86_400, '2026-02-28 00:00:00'],
    ['2026-03-01', 3600, '2026-02-28'],
    ['1969-12-31 23:59:59', 60, '1969-12-31 23:58:59'],
    ['0001-01-01 00:00:00', 0, '0001-01-01 00:00:00'],
  ])('moves %s by %d s', (text, seconds, moved) => {
    expect(moveBack(text, seconds)).toBe(moved);
  });
});
