import { describe, expect, it } from 'vitest';
import type { ColumnType } from '@ai-etl/core';
import { fittingOf } from './fitting.ts';
import type { SqlValue } from './sql-value.ts';

const decimal: ColumnType = { kind: 'decimal', precision: 6, scale: 2 };

describe('a value that is tested', () => {
  it.each<readonly [ColumnType, SqlValue, SqlValue]>([
    [{ kind: 'int64' }, '-007', -7n],
    [{ kind: 'int64' }, '+9223372036854775807', 9_223_372_036_854_775_807n],
    [{ kind: 'int64' }, '9223372036854775808', null],
    [{ kind: 'int64' }, '7\n', null],
    [{ kind: 'int64' }, '1.5', null],
    [{ kind: 'int64' }, 5, 5n],
    [{ kind: 'int64' }, 5.5, null],
    [{ kind: 'int64' }, 9_223_372_036_854_775_808, null],
    [{ kind: 'int64' }, Infinity, null],
    [decimal, '+0012.5', '12.50'],
    [decimal, '1.555', null],
    [decimal, 0.1, '0.10'],
    [decimal, 0.155, null],
    [decimal, 10_000n, null],
    [{ kind: 'float64' }, '1e5', 100_000],
    [{ kind: 'float64' }, '0e999', 0],
    [{ kind: 'float64' }, '-0.0', null],
    [{ kind: 'float64' }, '1e999', null],
    [{ kind: 'float64' }, '1e-999', null],
    [{ kind: 'bool' }, 'TRUE', 1n],
    [{ kind: 'bool' }, 'yes', null],
    [{ kind: 'date' }, '2024-02-29', '2024-02-29'],
    [{ kind: 'date' }, '2023-02-29', null],
    [{ kind: 'date' }, '0000-01-01', null],
    [{ kind: 'time' }, '10:00', '10:00:00.000000'],
    [{ kind: 'timestamp' }, '2024-02-29T10:00:01.5', '2024-02-29 10:00:01.500000'],
    [{ kind: 'timestamp' }, '2024-02-29T10:00Z', null],
    [{ kind: 'timestamptz' }, '2024-01-01 01:00+05:30', '2023-12-31 19:30:00.000000'],
    [{ kind: 'timestamptz' }, '2024-01-01 10:00:00.123456-0500', '2024-01-01 15:00:00.123456'],
    [{ kind: 'timestamptz' }, '2024-01-01 10:00Z', '2024-01-01 10:00:00.000000'],
    [{ kind: 'timestamptz' }, '9999-12-31 23:00-02', null],
    [{ kind: 'timestamptz' }, '0001-01-01 00:00+02', null],
    [{ kind: 'json' }, '{"a": ', null],
    [{ kind: 'json' }, '{"a": 1}', '{"a": 1}'],
    [
      { kind: 'uuid' },
      '6F9619FF-8b86-d011-b42d-00cf4fc964ff',
      '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
    ],
  ])('%o of %s is %s', (type, value, kept) => {
    expect(fittingOf({ type, isSpelled: true, asNumber: false })(value)).toBe(kept);
  });

  it('of a decimal that arrives is whole when its digits after the point are zeros', () => {
    const whole = fittingOf({ type: { kind: 'int64' }, isSpelled: false, asNumber: false });
    expect([whole('-12.00'), whole('12.50'), whole('9223372036854775808.0')]).toEqual([
      -12n,
      null,
      null,
    ]);
  });

  it('keeps no more digits of a decimal than SQLite gives back', () => {
    const { kind } = decimal;
    const number = fittingOf({ type: { kind }, isSpelled: true, asNumber: true });
    expect(number('1234567890.12345')).toBe('1234567890.12345');
    expect(number('12345678901.12345')).toBeNull();
    expect(
      fittingOf({ type: { kind }, isSpelled: true, asNumber: false })('12345678901.12345'),
    ).not.toBeNull();
  });
});
