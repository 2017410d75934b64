import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseColumnType, type ColumnType, type Fidelity } from '@ai-etl/core';
import { canonicalOf } from './canonical.ts';
import { escapeField, unescapeField } from './escape.ts';
import { ValueTrouble, type SqlValue } from './sql-value.ts';
import { storedOf } from './stored.ts';
import { columnSum } from './sums.ts';

const strict: Fidelity = {
  unbounded_decimal: 'fail',
  not_a_number: 'fail',
  date_range: 'fail',
};

function typeOf(text: string): ColumnType {
  return parseColumnType(text) ?? { kind: 'text' };
}

function canonical(type: string, value: SqlValue, fidelity = strict): string | null {
  return canonicalOf({ name: 'v', type: typeOf(type), nullable: true }, fidelity)(value);
}

describe('a value of SQLite in the wire form', () => {
  it.each<[string, SqlValue, string]>([
    ['bool', 1n, 't'],
    ['bool', 0, 'f'],
    ['int64', -9_223_372_036_854_775_808n, '-9223372036854775808'],
    ['int64', 7, '7'],
    ['int8', 127n, '127'],
    ['decimal(10,2)', 12n, '12.00'],
    ['decimal(10,2)', 12.34, '12.34'],
    ['decimal(10,2)', '12.3', '12.30'],
    ['decimal(10,2)', '012.3000', '12.30'],
    ['decimal(10,2)', '-0.00', '0.00'],
    [
      'decimal(38,0)',
      '99999999999999999999999999999999999999',
      '99999999999999999999999999999999999999',
    ],
    ['decimal', 1e-7, '0.0000001'],
    ['decimal', 1.5e21, '1500000000000000000000'],
    ['float64', 0.1, '0.1'],
    ['float64', 3n, '3'],
    ['float64', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['float32', Math.fround(0.1), '0.1'],
    ['float32', Math.fround(3.4028235e38), '3.4028235e+38'],
    ['text', 'a\tb', 'a\tb'],
    ['text', 5n, '5'],
    ['bytes', new Uint8Array([0, 255]), '00ff'],
    ['date', '2024-02-29', '2024-02-29'],
    ['time', '10:00:00', '10:00:00.000000'],
    ['time', '10:00:00.5', '10:00:00.500000'],
    ['timestamp', '2024-02-29 10:00:00.25', '2024-02-29 10:00:00.25'],
    ['uuid', 'ABCDEF01-89AB-cdef-0123-456789abcdef', 'abcdef01-89ab-cdef-0123-456789abcdef'],
    ['list<int32>', '[1]', '[1]'],
  ])('as %s: %o is %o', (type, value, text) => {
    expect(canonical(type, value)).toBe(text);
    expect(canonical(type, null)).toBeNull();
  });

  it.each<[string, SqlValue]>([
    ['bool', 2n],
    ['bool', 'true'],
    ['int64', '7'],
    ['int64', 7.5],
    ['int64', 1e300],
    ['int8', 128n],
    ['decimal(4,2)', 12.345],
    ['decimal(4,2)', 123n],
    ['decimal(4,2)', 'abc'],
    ['decimal(4,2)', '1e3'],
    ['float64', '1.5'],
    ['float64', 9_007_199_254_740_993n],
    ['float32', 0.1],
    ['text', new Uint8Array([1])],
    ['bytes', 'text'],
    ['date', 1_700_000_000n],
    ['date', '2024-1-1'],
    ['timestamp', '2024-01-01T10:00:00'],
    ['timestamptz', '2024-01-01 10:00:00+02'],
    ['uuid', '12345'],
    ['list<int32>', '{1}'],
  ])('as %s: %o is refused, and not quoted', (type, value) => {
    const reading = (): unknown => canonical(type, value);
    expect(reading).toThrow(ValueTrouble);
    expect(reading).toThrow(/^holds a value \(stored as \w+\) that is no \w+$/);
  });

  it('is NULL where a policy says so', () => {
    const policies: Fidelity = { ...strict, not_a_number: 'null', date_range: 'null' };
    expect(canonical('float64', Number.POSITIVE_INFINITY, policies)).toBeNull();
    expect(canonical('date', '1899-12-31', policies)).toBeNull();
    expect(canonical('timestamp', '2299-12-31 23:59:59', policies)).toBe('2299-12-31 23:59:59');
  });
});

describe('a value of the wire in SQLite', () => {
  const store = (type: string, text: string | null, nullable = true): SqlValue =>
    storedOf({ name: 'v', type: typeOf(type), nullable })(text);

  it.each<[string, string, SqlValue]>([
    ['bool', 't', 1n],
    ['int64', '-12', -12],
    ['int64', '9223372036854775807', 9_223_372_036_854_775_807n],
    ['decimal(10,2)', '1.5', '1.50'],
    ['float32', '0.1', Math.fround(0.1)],
    ['float64', '-Infinity', Number.NEGATIVE_INFINITY],
    ['bytes', '00ff', Buffer.from([0, 255])],
    ['timestamptz', '2024-01-01 00:00:00', '2024-01-01 00:00:00'],
  ])('of type %s: %o is %o', (type, text, value) => {
    expect(store(type, text)).toEqual(value);
    expect(store(type, null)).toBeNull();
  });

  it.each([
    ['bool', 'true'],
    ['int64', '9223372036854775808'],
    ['int64', '1.0'],
    ['decimal(4,2)', '123.00'],
    ['decimal(4,2)', 'NaN'],
    ['float64', 'NaN'],
    ['float64', '-0'],
    ['bytes', '0'],
    ['date', 'infinity'],
    ['date', '0044-03-15 BC'],
    ['timestamp', '12024-01-01 00:00:00'],
    ['uuid', 'x'],
  ])('of type %s: %j is refused, and not quoted', (type, text) => {
    expect(() => store(type, text)).toThrow(/^is no \w+ that SQLite can keep$/);
  });

  it('is not NULL where none may be', () => {
    expect(() => store('int64', null, false)).toThrow('is NULL where the table takes none');
  });
});

describe('a field of the wire', () => {
  it.each([null, '', '\\N', 'a\\', '\t\n\r\b\f\v\\', 'nul\0', 'plain 😀'])(
    '%j comes back',
    (text) => {
      const field = escapeField(text);
      expect(field).not.toMatch(/[\t\n]/);
      expect(unescapeField(field)).toBe(text);
    },
  );
});

describe('the sum of a column', () => {
  const sum = (type: string, texts: readonly string[]): string => {
    const one = columnSum(typeOf(type), 'crc32');
    for (const text of texts) one.add(text);
    return one.total();
  };

  it.each([
    ['bool', ['t', 'f', 't'], '2'],
    [
      'int64',
      Array<string>(20).fill('9223372036854775807'),
      (9_223_372_036_854_775_807n * 20n).toString(),
    ],
    ['int64', Array<string>(1000).fill('999999999999999'), '999999999999999000'],
    ['decimal(10,2)', ['1.50', '-0.25'], '125'],
    ['date', ['2000-01-02', '1999-12-31', '0001-01-01'], '-730119'],
    ['timestamp', ['2000-01-01 00:00:01.5', '1999-12-31 23:59:59.999999'], '1499999'],
    ['text', ['a', 'ä'], String(crc32('a') + crc32('ä'))],
    ['float64', ['0'], String(crc32(Buffer.alloc(8)))],
    ['int64', [], '0'],
  ])('of %s', (type, texts, total) => {
    expect(sum(type, texts)).toBe(total);
  });
});
