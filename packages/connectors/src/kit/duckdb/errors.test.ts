import { expect, it } from 'vitest';
import { toDuckdbError } from './errors.ts';

const context = { place: 'folder x', doing: 'read', filesFolder: '/srv/files' };

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
