import { describe, expect, it } from 'vitest';
import { sqliteAggregates } from './aggregates.ts';
import { decimalKey, decimalOfKey, decimalText, parseDecimal } from './decimal.ts';
import { sqliteFunctions } from './sqlite-functions.ts';
import { compareTexts } from './text.ts';
import { SqliteMisfit, type SqliteValue } from './value.ts';

function call(name: string, ...values: readonly SqliteValue[]): SqliteValue {
  const found = sqliteFunctions[name];
  if (found === undefined) expect.fail(`there is no ${name}`);
  return found(...values);
}

describe('functions that SQLite is given', () => {
  it.each<[string, readonly SqliteValue[], SqliteValue]>([
    ['etl_integer_add', [1n, null], null],
    ['etl_integer_round', [-1250n, -2n], -1300n],
    ['etl_decimal_add', ['0.10', '-1.5'], '-1.40'],
    ['etl_decimal_multiply', ['12345678901234.5678', '-2.5'], '-30864197253086.41950'],
    ['etl_decimal_modulo', ['-5.5', 3n], '-2.5'],
    ['etl_decimal_modulo', ['-5.5', '0.00'], null],
    ['etl_decimal_round', ['-1.2550', 2n], '-1.26'],
    ['etl_decimal_round', ['1250.5', -2n], '1300'],
    ['etl_decimal_floor', ['-0.5'], '-1'],
    ['etl_decimal_ceil', ['-0.5'], '0'],
    ['etl_float_round', [2.5, 0n], 2],
    ['etl_float_round', [-2.5, 0n], -2],
    ['etl_float_round', [0.25, 1n], 0.2],
    ['etl_divide', [1n, 2n], 0.5],
    ['etl_divide', ['1.5', '0.0'], null],
    ['etl_decimal_of_float', [1.005, 20n, 2n], '1.01'],
    ['etl_decimal_of_text', [' 1255e-3 ', 10n, 2n], '1.26'],
    ['etl_integer_of_float', [2.5, 32n], 2n],
    ['etl_integer_of_decimal', ['-2.5', 32n], -3n],
    ['etl_text_of_float', [1e15], '1e+15'],
    ['etl_text_of_float', [123456.789], '123456.789'],
    ['etl_text_of_float', [1e-7], '1e-07'],
    ['etl_upper', ['ß'], 'SS'],
    ['etl_lower', ['ΑΣ'], 'ας'],
    ['etl_right', ['日本\u{1F600}語', 2n], '\u{1F600}語'],
    ['etl_lpad', ['日本', 5n, 'xy'], 'xyx日本'],
    ['etl_like', ['a%_\\b', 'a\\%\\__b'], 1n],
    ['etl_like', ['A', 'a'], 0n],
    ['etl_ilike', ['É.', 'é.'], 1n],
    ['etl_greatest', ['', 'Z', null, 'a'], 'a'],
    ['etl_least', ['decimal', '10', '9.5'], '9.5'],
    ['etl_date_trunc', ['week', '1955-03-09 10:11:12.5'], '1955-03-07 00:00:00'],
    ['etl_date_add', ['2024-01-31', 1n, 'month'], '2024-02-29'],
    ['etl_date_diff', ['week', '1955-03-13', '1955-03-14'], 1n],
    ['etl_date_diff', ['second', '1969-12-31 23:59:59.5', '1970-01-01 00:00:00'], 1n],
    ['etl_date_part', ['week', '2021-01-03'], 53n],
    ['etl_at_time_zone', ['2024-03-31 01:30:00.5', 'Europe/Berlin'], '2024-03-31 03:30:00.5'],
    ['etl_timestamptz_of_text', ['2024-01-31T10:00:00+02:00'], '2024-01-31 08:00:00'],
    ['etl_stored_decimal', [1.1, 5n, 2n], '1.10'],
    ['etl_stored_moment', ['2024-01-31T10:00:00.500'], '2024-01-31 10:00:00.5'],
  ])('%s(%s)', (name, values, expected) => {
    expect(call(name, ...values)).toBe(expected);
  });

  it.each<[string, readonly SqliteValue[]]>([
    ['etl_integer_add', [9223372036854775807n, 1n]],
    ['etl_integer_negate', [-9223372036854775808n]],
    ['etl_integer', [40_000n, 16n]],
    ['etl_integer_of_text', ['1.5', 32n]],
    ['etl_decimal', ['99.96', 3n, 1n]],
    ['etl_decimal_of_text', ['', 3n, 1n]],
    ['etl_float_of_text', ['1e400']],
    ['etl_float_subtract', [Infinity, Infinity]],
    ['etl_date_of_text', ['2024-02-30']],
    ['etl_timestamp_of_text', ['2024-01-01 25:00:00']],
    ['etl_bool_of_text', ['yup']],
    ['etl_uuid_of_text', ['not a uuid']],
    ['etl_json_of_text', ['{bad']],
    ['etl_sqrt', [-1]],
    ['etl_like', ['a', 'a\\']],
    ['etl_stored_decimal', ['1.005', 5n, 2n]],
    ['etl_misfit', ['x', 'n', 'int64']],
  ])('%s(%s) fails', (name, values) => {
    expect(() => call(name, ...values)).toThrow(SqliteMisfit);
  });

  it('keys of decimals sort as texts do, and read back', () => {
    const ordered = [
      '-100',
      '-99.9',
      '-1.52',
      '-1.5',
      '-0.001',
      '0',
      '0.0009',
      '1',
      '1.5',
      '9',
      '10',
    ];
    const keys = ordered.map((text) => decimalKey(parseDecimal(text)));
    expect(keys.toSorted(compareTexts)).toEqual(keys);
    expect(keys.map((key) => decimalText(decimalOfKey(key)))).toEqual(ordered);
    expect(decimalKey(parseDecimal('1.50'))).toBe(decimalKey(parseDecimal('1.5')));
  });
});

describe('aggregates that SQLite is given', () => {
  function over(name: string, values: readonly SqliteValue[]) {
    const state = sqliteAggregates[name]?.start();
    for (const value of values) state?.add(value);
    return state?.result();
  }

  it('leave NULLs out, and are NULL over nothing', () => {
    expect(over('etl_sum', [9223372036854775807n, null, 9223372036854775807n])).toBe(
      '18446744073709551614',
    );
    expect(over('etl_sum', ['0.10', '0.20'])).toBe('0.30');
    expect(over('etl_average', [1n, 2n])).toBe(1.5);
    expect(over('etl_median', ['4', null, '1', '2', '3'])).toBe(2.5);
    expect(over('etl_deviation', [5])).toBeNull();
    const sorted = over('etl_sorted', ['b', 'a', null, 'B']);
    expect(call('etl_join', sorted ?? null, '|')).toBe('B|a|b');
    for (const name of Object.keys(sqliteAggregates)) expect(over(name, [null])).toBeNull();
  });

  it('give back what leaves a frame', () => {
    const state = sqliteAggregates['etl_sum']?.start();
    for (const value of ['1.5', null, '2.25']) state?.add(value);
    for (const value of ['1.5', null]) state?.remove(value);
    expect(state?.result()).toBe('2.25');
  });
});
