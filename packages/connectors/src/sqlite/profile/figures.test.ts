import { quantileLevels, parseColumnType, invariant } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { readAggregates, type ColumnAggregates } from '../../kit/profile/answers.ts';
import type { SqlValue } from '../values/sql-value.ts';
import { figuresOf } from './figures.ts';
import { roomBytes } from './kept-values.ts';

function figures(
  logical: string,
  values: readonly SqlValue[],
  leftBytes = roomBytes,
): ColumnAggregates {
  const type = parseColumnType(logical);
  invariant(type !== null && type !== undefined, `${logical} is a type`);
  const found = figuresOf({ type, levels: quantileLevels, longest: 256 }, { leftBytes });
  for (const value of values) found.add(value);
  return readAggregates(found.total());
}

describe('figures of a column', () => {
  it('are exact at the ends of 64-bit integers', () => {
    const [least, greatest] = [-(2n ** 63n), 2n ** 63n - 1n];
    const { values, notes } = figures('int64', [greatest, 2n ** 53n + 1n, null, least, 2n ** 53n]);
    expect(values).toMatchObject({ min: String(least), max: String(greatest) });
    expect(values.quantiles?.at(-1)).toBe(String(greatest));
    expect(values.quantiles).toContain('9007199254740992');
    expect(notes).toEqual([]);
  });

  it.each([
    [
      'int64',
      ['twelve', 1.5, new Uint8Array(1), 5n, 7n],
      ['5', '7'],
      '1 stored as blob, 1 stored as real, 1 stored as text',
    ],
    [
      'float64',
      ['x', 1.5, 2n ** 53n + 1n, 2n],
      ['1.5', '2'],
      '1 stored as integer, 1 stored as text',
    ],
    [
      'date',
      ['2024-02-30', 1_700_000_000n, '2024-02-29', '0001-01-01', 'soon'],
      ['0001-01-01', '2024-02-29'],
      '1 stored as integer, 2 stored as text',
    ],
    [
      'timestamp',
      ['2024-01-01 25:00:00', '2024-01-01 10:00:00.50', 2_460_310.5],
      ['2024-01-01 10:00:00.5', '2024-01-01 10:00:00.5'],
      '1 stored as real, 1 stored as text',
    ],
    [
      'time',
      ['24:00:00', '09:00:00', '23:59:59.9'],
      ['09:00:00.000000', '23:59:59.900000'],
      '1 stored as text',
    ],
    [
      'decimal(4,2)',
      ['1.234', 12.5, '-0.01', 99n, 100n],
      ['-0.01', '99.00'],
      '1 stored as integer, 1 stored as text',
    ],
  ])('of %s leave out what is none, and say how it is stored', (logical, values, ends, classes) => {
    const found = figures(logical, values);
    expect([found.values.min, found.values.max]).toEqual(ends);
    expect(found.count).toBe(values.length);
    expect(found.notes).toHaveLength(1);
    expect(found.notes[0]).toContain(`of ${values.length} values are no `);
    expect(found.notes[0]).toContain(`(${classes})`);
    expect(found.notes[0]).not.toMatch(/twelve|soon|2024|1\.234/);
  });

  it('of bytes leave out texts, and of texts blobs, whatever their lengths', () => {
    const bytes = figures('bytes', ['longer than both', new Uint8Array(3), new Uint8Array(0)]);
    expect(bytes.values.length).toEqual({ min: 0, max: 3, mean: 1.5 });
    expect(bytes.notes[0]).toContain('1 of 3 values are no bytes');
    const texts = figures('text', ['', '😀é', new Uint8Array(9), 12n, 1.5]);
    // Numbers have one text.
    expect(texts.values).toMatchObject({ empty: 1, length: { min: 0, max: 3, mean: 1.75 } });
    expect(texts.notes[0]).toContain('1 of 5 values are no text (1 stored as blob)');
  });

  it('count infinity apart, and tell no mean or spread that no float holds', () => {
    const odd = figures('float64', [Number.POSITIVE_INFINITY, 1, 3, Number.NEGATIVE_INFINITY]);
    expect(odd.values).toMatchObject({ min: '1', max: '3', mean: '2', notFinite: 2 });
    expect(odd.values.stddev).toBeCloseTo(Math.SQRT2, 12);
    expect(odd.notes).toEqual([]);
    const wide = figures('float64', [Number.MAX_VALUE, -Number.MAX_VALUE]);
    expect(wide.values).toMatchObject({ mean: null, stddev: null, max: '1.7976931348623157e+308' });
  });

  it('order decimals of any length by their worth', () => {
    const nines = `${'9'.repeat(60)}.5`;
    const texts = ['10', '9.99', `-${nines}`, '-10', nines, '9.990', '0.0', '-0.5'];
    const { values } = figures('decimal', texts);
    expect(values).toMatchObject({ min: `-${nines}`, max: nines });
    expect(figures('decimal', ['10', '9.99', '-2', '-10', '0.5']).values.quantiles).toEqual(
      quantileLevels.map(
        (level) => ['-10', '-2', '0.5', '9.99', '10'][Math.max(1, Math.ceil(5 * level)) - 1],
      ),
    );
    const wide = figures('decimal(38,10)', ['-0.0000000001', '0.0000000000', '12.5']);
    expect(wide.values).toMatchObject({ min: '-0.0000000001', max: '12.5000000000' });
    const short = figures('decimal(10,2)', ['-0.50', 12n, 0.07]);
    expect(short.values.quantiles?.[2]).toBe('0.07');
    expect(short.values).toMatchObject({ min: '-0.50', max: '12.00' });
  });

  it('have the moment in the middle, before 1970 too, and the spread in seconds', () => {
    const moments = figures('timestamp', [
      '1969-12-31 23:59:59.999998',
      '1970-01-01 00:00:00.000002',
    ]);
    expect(moments.values).toMatchObject({
      min: '1969-12-31 23:59:59.999998',
      mean: '1970-01-01 00:00:00',
    });
    expect(moments.values.stddev).toBeCloseTo(Math.SQRT2 * 2e-6, 12);
    const days = figures('date', ['2024-01-01', '2024-01-03']);
    expect(days.values.mean).toBe('2024-01-02');
    expect(days.values.stddev).toBeCloseTo(Math.SQRT2 * 86_400, 6);
  });

  it('tell no quantiles where there is no room for all values, and say so', () => {
    const { values, notes } = figures('int64', [3n, 1n, 2n], 16);
    expect(values).toMatchObject({ min: '1', max: '3', mean: '2', quantiles: null });
    expect(notes[0]).toContain('more than 128 MiB');
  });
});
