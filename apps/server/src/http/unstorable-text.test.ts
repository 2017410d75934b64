import { describe, expect, it } from 'vitest';
import { findUnstorableText } from './unstorable-text.ts';

describe('text that cannot be stored', () => {
  it.each([
    ['a NUL', { name: 'a\0b' }, ['name']],
    ['half a pair', { list: [{ text: '\ud800' }] }, ['list.0.text']],
    ['a key', { settings: { 'a\0': 1 } }, ['settings']],
    ['a key at the top', { 'a\0': 1 }, ['body']],
    ['several', { a: '\0', b: 'fine', c: ['\udfff'] }, ['a', 'c.0']],
  ])('is found where it is: %s', (_what, value, fields) => {
    expect(findUnstorableText(value).map((one) => one.field)).toEqual(fields);
  });

  it.each([[null], [7], ['😀'], [{ a: [true, { b: 'ß' }] }]])(
    'leaves others alone: %j',
    (value) => {
      expect(findUnstorableText(value)).toEqual([]);
    },
  );
});
