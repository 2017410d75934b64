import { DatabaseSync } from 'node:sqlite';
import { registerSqliteFunctions } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { expressionCase, queryOf } from '../../golden/golden-case.ts';

/** A table `v` as somebody else made it: own collations, numbers as SQLite keeps them. */
function answer(expression: string, row: Readonly<Record<string, string | number | null>>) {
  const result = queryOf(expressionCase('found', expression), 'sqlite');
  if (!('query' in result)) expect.fail(JSON.stringify(result));
  const database = new DatabaseSync(':memory:');
  registerSqliteFunctions(database);
  database.exec("ATTACH ':memory:' AS shop");
  database.exec(
    'CREATE TABLE shop.v (id INTEGER, n INTEGER, d DECIMAL(18,4), s TEXT COLLATE NOCASE, tz TIMESTAMPTZ)',
  );
  const names = Object.keys(row);
  const places = names.map(() => '?').join(', ');
  database
    .prepare(`INSERT INTO shop.v (id, ${names.join(', ')}) VALUES (1, ${places})`)
    .run(...Object.values(row));
  return database.prepare(result.query.sql).get()?.['x1'];
}

describe('a table that others made', () => {
  it('is compared by code points, whatever collation its columns have', () => {
    expect(answer("s = 'A'", { s: 'a' })).toBe(0);
    expect(answer("s IN ('A', 'B')", { s: 'a' })).toBe(0);
  });

  it('is computed with exactly, where its decimals are floats', () => {
    expect(answer('d + 0.2', { d: 0.1 })).toBe('0.3000');
    expect(answer('d * 3', { d: 7 })).toBe('21.0000');
    expect(() => answer('d + 1', { d: 0.12345 })).toThrow('decimal places');
  });

  it('fails on values that are not of the type', () => {
    expect(() => answer('n + 1', { n: 'abc' })).toThrow('column "n" holds "abc"');
    expect(() => answer('abs(n)', { n: 1.5 })).toThrow('no int64');
    expect(() => answer("date_trunc('day', tz)", { tz: 'yesterday' })).toThrow('no date');
  });

  it('may spell its moments in ISO 8601', () => {
    expect(
      answer("tz = TIMESTAMPTZ '2024-01-31 10:00:00.5Z'", { tz: '2024-01-31T10:00:00.500' }),
    ).toBe(1);
  });

  it('keeps NULL', () => {
    expect(answer('n + 1', { n: null })).toBeNull();
  });
});

describe('SQLite refuses', () => {
  it.each([['CAST(CAST(f AS float32) AS text)', 'the text of a float32']])(
    '%s',
    (expression, what) => {
      const result = queryOf(expressionCase('refused', expression), 'sqlite');
      expect('diagnostics' in result && result.diagnostics.map(({ message }) => message)).toEqual([
        `SQLite cannot express ${what}.`,
      ]);
    },
  );
});
