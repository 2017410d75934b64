import { describe, expect, it } from 'vitest';
import { splitTop, sqlTokens, isSymbol } from './sql-tokens.ts';

const kinds = (sql: string) => sqlTokens(sql).map(({ kind, value }) => [kind, value]);

describe('tokens of SQL', () => {
  it('reads the quotes of all dialects', () => {
    expect(kinds('"a""b" `c``d` [e f] \'g\'\'h\'')).toEqual([
      ['quoted', 'a"b'],
      ['quoted', 'c`d'],
      ['quoted', 'e f'],
      ['text', "g'h"],
    ]);
  });

  it('keeps comments with the line they begin in', () => {
    const found = sqlTokens('a -- one\n/* two\nlines */ b # three');
    expect(found.map(({ kind, value, line }) => [kind, value, line])).toEqual([
      ['word', 'a', 0],
      ['comment', 'one', 0],
      ['comment', 'two\nlines', 1],
      ['word', 'b', 2],
      ['comment', 'three', 2],
    ]);
  });

  it('does not take an array for a quoted name', () => {
    expect(kinds('x[1]')).toEqual([
      ['word', 'x'],
      ['symbol', '['],
      ['number', '1'],
      ['symbol', ']'],
    ]);
  });

  it('ends for text that never closes', () => {
    expect(kinds("'open")).toEqual([['text', 'open']]);
    expect(kinds('/* open')).toEqual([['comment', 'open']]);
    expect(kinds('`')).toEqual([['quoted', '']]);
  });

  it('splits only outside of brackets', () => {
    const parts = splitTop(sqlTokens('a, f(b, c), d'), (token) => isSymbol(token, ','));
    expect(parts.map((part) => part.length)).toEqual([1, 6, 1]);
  });
});
