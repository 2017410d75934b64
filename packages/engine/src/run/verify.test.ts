import type { TableChecksum } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { compareChecksums, mismatchError } from './verify.ts';

function sums(rows: string, columns: TableChecksum['columns']): TableChecksum {
  return { rows, algorithm: 'crc32', columns };
}

const source = sums('3', [
  { name: 'id', nulls: '0', sum: '6' },
  { name: 'note', nulls: '1', sum: null, reason: 'lists are not summed' },
]);

describe('compareChecksums', () => {
  it('matches equal sums, and keeps the reason of a column that cannot be summed', () => {
    const comparison = compareChecksums(source, source);
    expect(comparison.match).toBe(true);
    expect(comparison.columns[1]).toEqual({
      name: 'note',
      source_nulls: '1',
      target_nulls: '1',
      source_sum: null,
      target_sum: null,
      note: 'lists are not summed',
    });
  });

  it('names the rows, each column and both values when they differ', () => {
    const target = sums('2', [
      { name: 'id', nulls: '0', sum: '5' },
      { name: 'note', nulls: '0', sum: null },
    ]);
    const comparison = compareChecksums(source, target);
    expect(comparison.match).toBe(false);
    expect(comparison.differences).toEqual([
      { field: 'rows', error: 'the source has 3 rows, the target 2' },
      { field: 'id', error: 'source sum 6, target sum 5' },
      { field: 'note', error: 'source 1 NULLs, target 0 NULLs' },
    ]);
  });

  it('finds a column that the target does not have', () => {
    const target = sums('3', [{ name: 'id', nulls: '0', sum: '6' }]);
    expect(compareChecksums(source, target).differences).toEqual([
      { field: 'note', error: 'the target has no such column' },
    ]);
  });
});

describe('mismatchError', () => {
  const differences = [{ field: 'id', error: 'source sum 6, target sum 5' }];

  it('is final when the source was read at one moment', () => {
    const error = mismatchError('orders', differences, true);
    expect(error.retryable).toBe(false);
    expect(error.message).toContain('id: source sum 6, target sum 5');
    expect(error.details).toEqual([{ field: 'orders.id', error: 'source sum 6, target sum 5' }]);
  });

  it('may be tried again when the source has no consistent snapshot, and says why', () => {
    const error = mismatchError('orders', differences, false);
    expect(error.retryable).toBe(true);
    expect(error.message).toContain('no consistent snapshot');
  });
});
