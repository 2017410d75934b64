import { describe, expect, it } from 'vitest';
import { cellValue, type RawCell } from './cell-value.ts';
import { meaningOf, type NumberMeaning } from './number-format.ts';
import { nativeOf } from './scratch-table.ts';
import { serialValue } from './serial-date.ts';
import { cellName } from './sheet-rows.ts';
import { parseSheetPath } from './sheet-path.ts';

const cell = (type: string, value: string | undefined, hasFormula = false): RawCell => ({
  column: 0,
  type,
  style: 0,
  value,
  hasFormula,
});
const context = { texts: ['a', ''], meanings: [], isFrom1904: false } as const;
/** `kind text`, or what is wrong. */
const read = (...request: Parameters<typeof cell>) => {
  const value = cellValue(cell(...request), context);
  if (value === undefined) return undefined;
  return 'kind' in value ? `${value.kind} ${value.text}` : value.problem;
};

describe('a cell', () => {
  it.each([
    ['n', '1', 'integer 1'],
    ['n', '1.0', 'integer 1'],
    ['n', '1E3', 'integer 1000'],
    ['n', '-0', 'integer 0'],
    ['n', '9007199254740993', 'whole 9007199254740993'],
    ['n', '12345678901234567891', 'text 12345678901234567891'],
    ['n', '100000000000000000000', 'double 100000000000000000000'],
    ['n', '0.1', 'double 0.1'],
    ['n', '1.5E-7', 'double 1.5e-7'],
    ['s', '0', 'text a'],
    ['str', 'x', 'text x'],
    ['b', '1', 'bool true'],
    ['d', '2026-01-31', 'date 2026-01-31'],
    ['d', '2026-01-31T10:00:00.25', 'timestamp 2026-01-31 10:00:00.25'],
  ])('of type %s with %s is %s', (type, value, expected) => {
    expect(read(type, value)).toBe(expected);
  });

  it.each([
    ['n', undefined],
    ['s', '1'],
    ['str', ''],
    ['inlineStr', ''],
  ])('of type %s with %s is empty', (type, value) => {
    expect(read(type, value)).toBeUndefined();
  });

  it.each([
    ['e', '#DIV/0!', 'the error #DIV/0!'],
    ['e', 'hidden', 'the error of a formula'],
    ['s', '7', 'a text that the file does not have'],
    ['s', '-1', 'a text that the file does not have'],
    ['n', 'hidden', 'a number that cannot be read'],
    ['n', '1e400', 'a number that cannot be read'],
    ['n', '0x10', 'a number that cannot be read'],
    ['d', '2026-02-30', 'a date that cannot be read'],
    ['b', '2', 'a truth value'],
    ['str', 'x'.repeat(32_768), 'a text of more than 32767 characters'],
    ['str', '\0', 'a text that is no Unicode'],
    ['str', '\uD800', 'a text that is no Unicode'],
    ['z', 'hidden', 'a value of a kind that is not known'],
  ])('of type %s with %j is refused: %s', (type, value, words) => {
    expect(read(type, value)).toContain(words);
    expect(read(type, value)).not.toContain('hidden');
  });

  it('with a formula whose result was not saved is refused, not NULL', () => {
    expect(read('n', undefined, true)).toContain('was not saved');
    expect(read('n', '2', true)).toBe('integer 2');
    expect(read('str', '', true)).toBeUndefined();
  });

  it.each([
    [0, 'A1'],
    [25, 'Z1'],
    [26, 'AA1'],
    [701, 'ZZ1'],
    [16_383, 'XFD1'],
  ])('of column %i is called %s', (column, name) => {
    expect(cellName(column, 1)).toBe(name);
  });
});

/** Days and their dates as Excel shows them. */
it.each<[number, Exclude<NumberMeaning, 'number'>, boolean, string | undefined]>([
  [1, 'date', false, '1900-01-01'],
  [59, 'date', false, '1900-02-28'],
  [60, 'date', false, undefined],
  [61, 'date', false, '1900-03-01'],
  [0, 'date', false, undefined],
  [-1, 'date', false, undefined],
  [45_000, 'date', false, '2023-03-15'],
  [45_000.5, 'date', false, '2023-03-15 12:00:00'],
  [45_000, 'moment', false, '2023-03-15 00:00:00'],
  [45_000.416_666_666_7, 'moment', false, '2023-03-15 10:00:00'],
  [45_000.999_999_999_9, 'moment', false, '2023-03-16 00:00:00'],
  [45_000.000_002_893_5, 'moment', false, '2023-03-15 00:00:00.250'],
  [2_958_465, 'date', false, '9999-12-31'],
  [2_958_466, 'date', false, undefined],
  [0, 'date', true, '1904-01-01'],
  [43_538, 'date', true, '2023-03-15'],
  [0.75, 'time', false, '18:00:00'],
  [0.999_999_999_9, 'time', false, '23:59:59.999'],
  [45_000.75, 'time', false, '2023-03-15 18:00:00'],
])('%f as %s (1904: %s) is %s', (days, meaning, isFrom1904, text) => {
  expect(serialValue(days, meaning, isFrom1904)?.text).toBe(text);
});

it.each([
  ['General', 'number'],
  ['0.00E+00', 'number'],
  ['#,##0.00" days"', 'number'],
  ['[Red]0;[Blue]-0', 'number'],
  ['[h]:mm:ss', 'number'],
  ['\\d0', 'number'],
  ['@', 'number'],
  ['yyyy-mm-dd', 'date'],
  ['[$-409]d\\-mmm\\-yy;@', 'date'],
  ['mmm', 'date'],
  ['m/d/yy h:mm', 'moment'],
  ['[$-F400]h:mm:ss AM/PM', 'time'],
  ['mm:ss.0', 'time'],
])('the format %s is a %s', (format, meaning) => {
  expect(meaningOf(format)).toBe(meaning);
});

it.each([
  [[], 'VARCHAR'],
  [['bool'], 'BOOLEAN'],
  [['integer', 'whole'], 'BIGINT'],
  [['integer', 'double'], 'DOUBLE'],
  [['whole', 'double'], 'VARCHAR'],
  [['date', 'timestamp'], 'TIMESTAMP'],
  [['date', 'integer'], 'VARCHAR'],
  [['time'], 'TIME'],
] as const)('a column of %j is %s', (kinds, native) => {
  expect(nativeOf(new Set(kinds))).toBe(native);
});

it.each([
  ['a/b.xlsx', 'a/b.xlsx', undefined],
  ['a/*.xlsx#Sales 2026', 'a/*.xlsx', 'Sales 2026'],
  ['a.XLSX#a.b', 'a.XLSX', 'a.b'],
  ['a#b.xlsx', 'a#b.xlsx', undefined],
  ['a#b.xlsx#c', 'a#b.xlsx', 'c'],
  ['a.xlsx#b/c.csv', 'a.xlsx#b/c.csv', undefined],
  ['a.xlsx#b.csv', 'a.xlsx#b.csv', undefined],
  ['a.csv#b', 'a.csv#b', undefined],
])('%s names the files %s and the sheet %s', (path, files, sheet) => {
  expect(parseSheetPath(path)).toEqual({ path: files, sheet });
});
