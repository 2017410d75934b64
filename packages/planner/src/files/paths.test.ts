import { describe, expect, it } from 'vitest';
import { belowRoot } from './below-root.ts';
import { endingOf, isFilePath, stemOf } from './file-name.ts';
import { globMatcher } from './glob.ts';
import { namedPaths } from './named-paths.ts';

describe('a path below a root', () => {
  it.each([
    ['s3://acme/sales/x.csv', 's3://acme', 'sales/x.csv'],
    ['s3a://acme/sales/x.csv', 's3://acme/sales/', 'x.csv'],
    ['s3://acme/sales/', 's3://acme/sales', ''],
    ['s3://acme-two/x.csv', 's3://acme', null],
    ['s3://acme/salesman/x.csv', 's3://acme/sales', null],
    ['/srv/in/x.csv', '/srv/in', 'x.csv'],
    ['file:///srv/in/x.csv', '/srv/in', 'x.csv'],
    ['/etc/passwd.csv', '/srv/in', null],
    ['/etc/passwd.csv', 'in', null],
    ['./x.csv', 'in', 'x.csv'],
    ['in/x.csv', 'in', 'x.csv'],
    ['x.csv', '.', 'x.csv'],
    ['s3://acme/x.csv', 'in', null],
  ])('%s of %s', (path, root, below) => {
    expect(belowRoot(path, root)).toBe(below);
  });

  it('leaves a folder of the same name alone, and finds a file by the end of a whole path', () => {
    expect(belowRoot('in/x.csv', 'in', ['in/x.csv'])).toBe('in/x.csv');
    expect(belowRoot('/data/in/x.csv', 'in', ['x.csv'])).toBe('x.csv');
  });
});

describe('names of files', () => {
  it.each([
    ['orders.csv', 'orders'],
    ['daily/sales_2026-01.csv.gz', 'sales'],
    ['daily/sales_*.parquet', 'sales'],
    ['daily/*.csv', 'daily'],
    ['events/year=2026/month=*/*.parquet', 'events'],
    ['*.csv', 'landing'],
    ['2026-01-31.csv', 'landing'],
    ['book.xlsx#Sales', 'Sales'],
    ['q1_report.csv', 'q1_report'],
    ['выгрузки/заказы_2026.csv', 'заказы'],
  ])('%s holds %s', (path, stem) => {
    expect(stemOf(path, 'data/landing')).toBe(stem);
  });

  it('knows files, endings and globs', () => {
    expect(['a.csv', 'a.json.gz', 'book.xlsx#S', 'daily', 'a.b'].map(isFilePath)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(endingOf('x/a.csv.gz')).toBe('csv.gz');
    const isMatch = (glob: string, path: string) => globMatcher(glob)(path);
    expect(isMatch('daily/*.csv', 'daily/a.csv')).toBe(true);
    expect(isMatch('daily/*.csv', 'daily/x/a.csv')).toBe(false);
    expect(isMatch('**/*.csv', 'daily/x/a.csv')).toBe(true);
    expect(isMatch('a{1,2}.csv', 'a2.csv')).toBe(true);
    expect(isMatch('a[!0-1].csv', 'a2.csv')).toBe(true);
    expect(isMatch('a.csv', 'abcsv')).toBe(false);
    expect(isMatch('a(b).csv', 'a(b).csv')).toBe(true);
    expect(isMatch('a[!0-1]b', 'a/b')).toBe(false);
    expect(isMatch('**/in/**', 'x/in/y/z.csv')).toBe(true);
    expect(isMatch('?.csv', '🚀.csv')).toBe(true);
  });

  it('takes any text for a glob, and no time with it', () => {
    const isMatch = (glob: string, path: string) => globMatcher(glob)(path);
    expect(isMatch('a[z-a].csv', 'az.csv')).toBe(false);
    expect(isMatch('a[.csv', 'a[.csv')).toBe(true);
    expect(isMatch('a[].csv', 'a[].csv')).toBe(true);
    expect(isMatch('a{.csv', 'a{.csv')).toBe(true);
    expect(isMatch(String.raw`a[\d].csv`, 'a7.csv')).toBe(false);
    // With a regular expression these would not end in a lifetime.
    const long = `${'a'.repeat(500)}.csv`;
    expect(isMatch(`${'*a'.repeat(200)}z`, long)).toBe(false);
    expect(isMatch(`${'**/'.repeat(200)}z`, long)).toBe(false);
    expect(isMatch(`${'{a,aa}'.repeat(400)}.csv`, long)).toBe(true);
  });
});

it('finds what may be worth describing in a text', () => {
  expect(namedPaths('Load s3://acme/in/*.csv and s3://other/y.csv into pg', 's3://acme')).toEqual([
    'in/*.csv',
  ]);
  expect(namedPaths('Load the parquet files of s3://acme/in.', 's3://acme')).toEqual([
    'in/*.parquet',
  ]);
  expect(namedPaths('Load orders.csv, x/y.json and public.orders', 'in')).toEqual([
    'orders.csv',
    'x/y.json',
  ]);
});
