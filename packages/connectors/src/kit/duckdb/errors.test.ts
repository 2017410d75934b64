import { expect, it } from 'vitest';
import { toDuckdbError } from './errors.ts';

const context = { place: 'folder x', doing: 'read', filesFolder: '/srv/files' };

it.each([
  'IO Error: No files found that match the pattern "/srv/files/a[[]1].csv"\n\nLINE 1: SELECT hidden',
  'IO Error: Cannot open file "/srv/files/a[1].csv": No such file or directory',
])('a file that is gone is looked for again: %s', (message) => {
  const error = toDuckdbError(message, context);
  expect(error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
  expect(error.message).toContain('the file is gone');
  expect(error.message).toContain('(a[1].csv)');
  expect(error.message).not.toMatch(/hidden|srv/);
});

it('a file that may not be opened is not tried again', () => {
  const message = 'IO Error: Cannot open file "/srv/files/a.csv": Permission denied';
  const code = 'CONNECTION_FAILED';
  expect(toDuckdbError(message, context)).toMatchObject({ code, retryable: false });
});

it.each([
  [
    'Invalid Input Error: CSV Error on Line: 3\nOriginal Line: a,hidden\nExpected Number of Columns: 2\n\n  file = /srv/files/a/b.csv\n  delimiter = ,',
    '(a/b.csv, line 3)',
  ],
  [
    'Invalid Input Error: Malformed JSON in file "/srv/files/x.jsonl", at byte 1 in line 7: hidden. ',
    '(x.jsonl, line 7)',
  ],
  [
    "Invalid Input Error: No magic bytes found at end of file '/srv/files/y.parquet'",
    '(y.parquet)',
  ],
])('names file and line, and no value: %s', (message, where) => {
  const error = toDuckdbError(message, context);
  expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
  expect(error.message).toContain(where);
  expect(error.message).not.toMatch(/hidden|srv/);
});
