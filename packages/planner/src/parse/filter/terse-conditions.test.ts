import { describe, expect, it } from 'vitest';
import { parseDescription } from '../parse-description.ts';

const operations = (words: string) =>
  parseDescription(`Copy Oracle UW.TRIPS to MySQL c_d, ${words}`).ir.operations;

describe('conditions without a verb', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    ['line_code not BOAT', 'line_code', '!=', ['BOAT']],
    ['open trips (status not closed)', 'status', '!=', ['closed']],
    ['trips with rating 1 or 2', 'rating', 'in', ['1', '2']],
    ['sunk_on empty, append', 'sunk_on', 'is_null', []],
    [
      'for sail_date 2023-01-01 to 2024-12-31',
      'sail_date',
      'between',
      ['2023-01-01', '2024-12-31'],
    ],
  ])('%s', (words, column, cmp, values) => {
    expect(operations(words)).toMatchObject([
      { op: 'filter', any: [{ column, cmp, values: values.map((value) => ({ value })) }] },
    ]);
  });

  it('tells which column the date is, and no more', () => {
    expect(operations('the previous calendar month (sailed_on is the date)')).toMatchObject([
      { op: 'filter', any: [{ column: 'sailed_on', cmp: 'period' }] },
    ]);
  });

  it('a length of time is no choice of numbers', () => {
    expect(operations('with a delay of 1 or 2 hours')).not.toMatchObject([
      { op: 'filter', any: [{ cmp: 'in' }] },
    ]);
  });
});
