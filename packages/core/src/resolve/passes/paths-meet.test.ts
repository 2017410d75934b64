import { expect, it } from 'vitest';
import { pathsMeet } from './paths-meet.ts';

it.each([
  ['out.csv', 'out.csv', true],
  ['*.csv', 'out.csv', true],
  ['*.csv', '*.csv', true],
  ['**/*.csv', 'deep/er/*.csv', true],
  ['**/*.csv', 'out.csv', true],
  ['sales/**', 'sales/2026/*.parquet', true],
  ['sales/????.csv', 'sales/2026.csv', true],
  ['sales[0-9].csv', 'sales1.csv', true],
  ['sales/*.csv', 'sales/2026/*.csv', false],
  ['in/*.csv', 'out/*.csv', false],
  ['orders-*.csv', 'sums-*.csv', false],
  ['*.csv', '*.csv.gz', false],
  ['a.csv', 'abcsv', false],
  ['**/out/*.csv', 'about/*.csv', false],
  ['a/**/b.csv', 'a/x/y/b.csv', true],
  ['*a'.repeat(200), 'a'.repeat(900), true],
  ['*a'.repeat(200), 'ab'.repeat(100), false],
])('a source of %.20s and a target of %.20s: %#', (source, target, expected) => {
  expect(pathsMeet(source, target)).toBe(expected);
});
