import { describe, expect, it } from 'vitest';
import { parseDescription } from './parse-description.ts';

/** Texts made to be slow: long runs, nested openings, lists without end. */
const hostile: readonly (readonly [string, string])[] = [
  ['letters', 'a'],
  ['digits', '1'],
  ['dots', 'a.'],
  ['cron fields', '1 '],
  ['stars', '* '],
  ['quotes', `"`],
  ['opened quotes', `"a `],
  ['brackets', '('],
  ['commas', 'a, '],
  ['numbers in a list', '1, '],
  ['every', 'every '],
  ['at', 'at '],
  ['on the', 'on the '],
  ['only', 'only a, '],
  ['columns', 'columns a, '],
  ['where', 'where a '],
  ['where not', 'where not is '],
  ['last', 'last 5 '],
  ['half past', 'half past '],
  ['mails', 'a@'],
  ['paths', '/a'],
  ['urls', 's3://a'],
  ['hyphens', '-'],
  ['select', 'SELECT '],
  ['drop', '; DROP TABLE '],
  ['from to', 'from to '],
  ['systems', 'postgres to clickhouse '],
  ['merge by', 'merge by '],
  ['keys', 'key a, '],
  ['notify', 'notify fails '],
  ['retry', 'retry 5 '],
  ['states', 'not active or '],
  ['and', 'and '],
  ['combining marks', 'e\u0301'],
  ['sharp', "o'clock "],
];

describe('the cost of parsing', () => {
  it.each(hostile)('grows no faster than the text: %s', (_name, piece) => {
    const cost = (length: number): { reads: number; tokens: number } =>
      parseDescription(piece.repeat(length / piece.length));
    const small = cost(2_000);
    const large = cost(8_000);
    expect(large.reads).toBeLessThanOrEqual(Math.max(5_000, small.reads * 5));
    expect(large.reads).toBeLessThanOrEqual(5_000 + large.tokens * 2_000);
  });

  it('is a bounded number of looks a token for ordinary sentences', () => {
    const { reads, tokens } = parseDescription(
      'Load only completed orders with amount over 100 from the last 30 days from PostgreSQL to ClickHouse as fact_orders, upsert by id, every Monday and Thursday at 7:30 Berlin time',
    );
    expect(reads / tokens).toBeLessThan(1100);
  });
});
