import { expect, it } from 'vitest';
import { formatOf } from './format.ts';

it.each([
  ['a.csv', 'csv none'],
  ['x/A.CSV.GZ', 'csv gzip'],
  ['a.b.tsv.zst', 'csv zstd tsv'],
  ['a.jsonl', 'json none'],
  ['sales/*.ndjson.gz', 'json gzip'],
  ['day=1/a.parquet', 'parquet none'],
  ['Book 1.XLSX', 'excel none'],
])('%s is read as %s', (name, expected) => {
  const { kind, compression, isTsv } = formatOf(name) ?? {};
  expect([kind, compression, ...(isTsv === true ? ['tsv'] : [])].join(' ')).toBe(expected);
});

it.each([
  'csv',
  'a',
  'a.gz',
  'a.csv.bz2',
  'a.parquet.gz',
  'a.xlsx.gz',
  'a.xls',
  'a.docx',
  'a.csv/b',
  '',
])('%j has no format that can be read', (name) => {
  expect(formatOf(name)).toBeUndefined();
});
